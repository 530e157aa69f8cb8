import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { instanceNameLimit, instanceNameSchema } from '#contract/names.ts';
import { vendorNames } from '#contract/vendors.ts';
import { fieldWords, wordOfField } from '#src/features/instances/field-words.ts';
import { wizards } from '#src/features/wizard/wizards.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import type { Template } from './catalogue-query.ts';

const messages = i18n('activateDialog', {
  title: params<{ name: string }>('Activate {name}'),
  name: 'Name of the instance',
  hint: 'You find it by this name later; it can be changed.',
  next: params<{ vendor: string }>(
    'Next, {vendor} opens in a window of its own and asks for connections and settings.',
  ),
  activate: 'Activate',
  cancel: 'Cancel',
});

const schema = z.object({ name: instanceNameSchema });

export interface ActivateDialogProps {
  template: Template;
  onClose: () => void;
}

/** Names a new instance and starts its activation. */
export function ActivateDialog({ template, onClose }: ActivateDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(fieldWords);
  // One key for the dialog's life: pressing twice asks for the same activation.
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm({
    resolver: standardSchemaResolver(schema),
    defaultValues: { name: template.title.slice(0, instanceNameLimit) },
  });
  const { ref, ...field } = form.register('name');

  function activate() {
    // Checked here and not by the form's own submission, which is asynchronous: the wizard's window must be opened
    // within the click, or browsers block it.
    const parsed = z.safeParse(schema, form.getValues());
    if (!parsed.success) {
      form.setError('name', { message: parsed.error.issues[0]?.message ?? 'malformed' }, { shouldFocus: true });
      return;
    }
    wizards.activate({ vendor: template.vendor, templateId: template.id, name: parsed.data.name, key });
    onClose();
  }

  const code = form.formState.errors.name?.message;
  return (
    <Dialog
      title={t.title({ name: template.title })}
      onClose={onClose}
      onSubmit={activate}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled">
            {t.activate}
          </Button>
        </>
      }
    >
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
      <p>{t.next({ vendor: vendorNames[template.vendor] })}</p>
    </Dialog>
  );
}
