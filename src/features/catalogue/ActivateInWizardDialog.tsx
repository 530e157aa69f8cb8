import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { Suspense, useId, useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { instanceNameLimit, instanceNameSchema } from '#contract/names.ts';
import { vendorNames } from '#contract/vendors.ts';
import { fieldWords, wordOfField } from '#src/features/instances/field-words.ts';
import { TakenFromCopy } from '#src/features/instances/TakenFromCopy.tsx';
import { wizards } from '#src/features/wizard/wizards.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import type { Template } from './catalogue-query.ts';
import { type GivenValues, nothingGiven, type PrefilledSlots } from './given-values.ts';
import type { ReuseSectionProps } from './ReuseSection.tsx';
import styles from './ActivateDialog.module.css';

const messages = i18n('activateDialog', {
  title: params<{ name: string }>('Activate {name}'),
  name: 'Name of the instance',
  hint: 'You find it by this name later; it can be changed.',
  next: params<{ vendor: string }>(
    'Next, {vendor} opens in a window of its own and asks for connections and settings.',
  ),
  noWizard: 'No wizard is needed: everything that it would ask for is chosen.',
  reuse: 'Use what you already have',
  looking: 'Looking which of the copied settings can be used',
  activate: 'Activate',
  cancel: 'Cancel',
});

const ReuseSection = lazyPage<ReuseSectionProps>(() => import('./ReuseSection.tsx').then((part) => part.ReuseSection));

const schema = z.object({ name: instanceNameSchema });

export interface ActivateDialogProps {
  template: Template;
  onClose: () => void;
}

interface ActivateInWizardDialogProps extends ActivateDialogProps {
  /** What it begins with, where it is created again from a copy. */
  prefilled?: PrefilledSlots | undefined;
}

/** Names a new instance and starts its activation. */
export function ActivateInWizardDialog({ template, prefilled, onClose }: ActivateInWizardDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(fieldWords);
  // One key for the dialog's life: pressing twice asks for the same activation.
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm({
    resolver: standardSchemaResolver(schema),
    defaultValues: { name: (prefilled?.name ?? template.title).slice(0, instanceNameLimit) },
  });
  const { ref, ...field } = form.register('name');
  const asksAnything = template.authSlotTitles.length + template.configSlotTitles.length > 0;
  const isAgain = prefilled !== undefined && asksAnything;
  const [isReusing, setIsReusing] = useState(isAgain);
  // Once open, what is entered there outlives folding it.
  const [wasOpened, setWasOpened] = useState(isAgain);
  // What is copied is given once it is known what of it can be used; before, it would be lost without a word.
  const [known, setGiven] = useState<GivenValues | null>(isAgain ? null : nothingGiven);
  const given = known ?? nothingGiven;
  const [wasRefused, setWasRefused] = useState(false);
  const reuseId = useId();
  const { authValues, configValues, isEverything } = given;

  function activate() {
    if (!known) return;
    // Checked here and not by the form's own submission, which is asynchronous: the wizard's window must be opened
    // within the click, or browsers block it.
    const parsed = z.safeParse(schema, form.getValues());
    if (!parsed.success) {
      form.setError('name', { message: parsed.error.issues[0]?.message ?? 'malformed' }, { shouldFocus: true });
      return;
    }
    if (given.isWrong) {
      setWasRefused(true);
      setIsReusing(true);
      return;
    }
    wizards.activate({
      vendor: template.vendor,
      templateId: template.id,
      name: parsed.data.name,
      key,
      ...(authValues.length > 0 && { authValues }),
      ...(configValues.length > 0 && { configValues }),
      ...(isEverything && { needsNoWizard: true }),
    });
    onClose();
  }

  const code = form.formState.errors.name?.message;
  return (
    <Dialog
      title={t.title({ name: template.title })}
      isDirty={form.formState.isDirty || authValues.length + configValues.length > 0}
      onClose={onClose}
      onSubmit={activate}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button
            type="submit"
            variant="filled"
            disabledReason={known ? null : t.looking}
            aria-describedby={`${reuseId}-next`}
          >
            {t.activate}
          </Button>
        </>
      }
    >
      {prefilled && <TakenFromCopy notes={prefilled.notes} />}
      <TextField
        {...field}
        inputRef={ref}
        label={t.name}
        hint={t.hint}
        error={code === undefined ? null : wordOfField(words, code)}
        maxLength={instanceNameLimit}
        takesFocus
        autoComplete="off"
      />
      {asksAnything && (
        <div className={styles['reuse']}>
          <Button
            size="small"
            variant="plain"
            aria-expanded={isReusing}
            aria-controls={isReusing || wasOpened ? reuseId : undefined}
            onClick={() => {
              setIsReusing(!isReusing);
              setWasOpened(true);
            }}
          >
            <span className={isReusing ? styles['open'] : styles['folded']}>
              <Icon name="chevron" />
            </span>
            {t.reuse}
          </Button>
          {wasOpened && (
            <div id={reuseId} hidden={!isReusing}>
              <Suspense fallback={<SkeletonRows rows={2} />}>
                <ReuseSection template={template} showsProblems={wasRefused} prefilled={prefilled} onGiven={setGiven} />
              </Suspense>
            </div>
          )}
        </div>
      )}
      <p id={`${reuseId}-next`} aria-live="polite">
        {isEverything ? t.noWizard : t.next({ vendor: vendorNames[template.vendor] })}
      </p>
    </Dialog>
  );
}
