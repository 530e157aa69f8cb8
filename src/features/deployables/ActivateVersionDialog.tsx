import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod/mini';
import type { FoundOwner } from '#contract/endpoints/deployables.ts';
import { instanceNameLimit, instanceNameSchema } from '#contract/names.ts';
import type { Operation } from '#contract/operations.ts';
import type { Vendor } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { fieldWords, wordOfField } from '#src/features/instances/field-words.ts';
import { TakenFromCopy } from '#src/features/instances/TakenFromCopy.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatList } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { ActivationBegun } from './ActivationBegun.tsx';
import { beginActivation } from './begin-activation.ts';
import { placeProblem } from './configure/place-refusals.ts';
import { versionFormQuery, versionsQuery } from './deployable-queries.ts';
import type { EntryProblem } from './entry-problem.ts';
import { settablesOf } from './form-entries.ts';
import { type KnownEntries, KnownValues, readKnown } from './KnownValues.tsx';
import { OwnerField } from './OwnerField.tsx';
import { CarriedValues } from './CarriedValues.tsx';
import { carriedOf, entriesOf, type PrefilledVersion } from './prefilled-version.ts';
import { VersionField } from './VersionField.tsx';
import styles from './Dialogs.module.css';

const messages = i18n('activateVersion', {
  title: params<{ name: string }>('Activate {name}'),
  name: 'Name of the instance',
  hint: 'You find it by this name later; it can be changed.',
  chooseOwner: 'Choose a customer.',
  versionsFailed: 'The versions could not be read; the newest one is activated.',
  next: params<{ pages: string }>('Next, you are asked for: {pages}.'),
  asksNothing: 'It asks for nothing, so it is deployed at once.',
  looking: 'Looking which of the copied values can be used',
  valuesFailed: 'What it asks for could not be read, so nothing of the copy but its name is given.',
  notPublished: 'The version of the copy is not published any more; the newest one is chosen.',
  activate: 'Activate',
  busy: 'Beginning…',
  cancel: 'Cancel',
});

export interface ActivateVersionDialogProps {
  vendor: Vendor;
  templateId: string;
  title: string;
  /** What it begins with, where it is created again from a copy. */
  prefilled?: PrefilledVersion | undefined;
  onClose: () => void;
}

/** Names a new instance of a published version, for oneself or as an administrator for a customer, and begins its set-up. */
export function ActivateVersionDialog({ vendor, templateId, title, prefilled, onClose }: ActivateVersionDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(fieldWords);
  const problemWords = useMessages(problemMessages);
  const isAdmin = useSignedIn().person.role === 'admin';
  // One key for one activation: pressing twice asks for the same.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(() => (prefilled?.name ?? title).slice(0, instanceNameLimit));
  const [nameError, setNameError] = useState<string | null>(null);
  const [owner, setOwner] = useState<FoundOwner | null>(null);
  const [ownerError, setOwnerError] = useState<string | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [entries, setEntries] = useState<KnownEntries>(() => entriesOf(prefilled));
  const [problems, setProblems] = useState<Readonly<Record<string, EntryProblem>>>({});
  const [problem, setProblem] = useState<{ of: ClientProblem; quotes: readonly string[] } | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [operation, setOperation] = useState<Operation | null>(null);
  const { data: versions, error: versionsError } = useQuery(versionsQuery(vendor, templateId));
  const newestId = versions?.[0]?.versionId;
  const copiedId = versions?.find((one) => one.versionId === prefilled?.versionId)?.versionId;
  const versionId = chosenId ?? copiedId ?? newestId;
  const { data: form, error: formError } = useQuery({
    ...versionFormQuery(vendor, versionId ?? ''),
    enabled: versionId !== undefined,
  });
  const carried = carriedOf(form, prefilled, isAdmin);
  // What is copied is given once it is known what of it the version takes; before, it would be lost without a word.
  const isUnread = versions === undefined || (versionId !== undefined && !form);
  const isFailed = Boolean(versionsError ?? formError);
  const isLooking = prefilled !== undefined && isUnread && !isFailed;

  async function activate() {
    if (isBusy || isLooking) return;
    const parsed = z.safeParse(instanceNameSchema, name);
    const known = readKnown(form, entries, isAdmin);
    setNameError(parsed.success ? null : wordOfField(words, parsed.error.issues[0]?.message));
    setOwnerError(isAdmin && !owner ? t.chooseOwner : null);
    setProblems(known.problems);
    if (!parsed.success || (isAdmin && !owner) || Object.keys(known.problems).length > 0) return;
    setIsBusy(true);
    setProblem(null);
    const values = [...known.values, ...carried.values];
    try {
      setOperation(
        await beginActivation({
          vendor,
          templateId,
          name: parsed.data,
          key,
          ...(versionId !== undefined && { versionId }),
          ...(values.length > 0 && { values }),
          ...(owner && { ownerId: owner.ownerId }),
        }),
      );
    } catch (error) {
      refused({ vendor, ...problemOf(error) });
    } finally {
      setIsBusy(false);
    }
  }

  function refused(of: ClientProblem) {
    const settables = form?.pages.flatMap((page) => settablesOf(form, page, isAdmin)) ?? [];
    const { beside, onTop } = placeProblem(of, settables, []);
    const aboutName = of.refusals?.filter(({ about }) => about === 'name').flatMap((one) => one.messages) ?? [];
    setProblems(beside);
    setProblem({ of, quotes: onTop.filter((message) => !aboutName.includes(message)) });
    if (of.fields?.['name']) setNameError(wordOfField(words, of.fields['name']));
    else if (aboutName.length > 0) setNameError(aboutName.join(' '));
  }

  if (operation) {
    return (
      <ActivationBegun
        title={t.title({ name: title })}
        begun={operation}
        onClose={onClose}
        onAgain={(why) => {
          // Another try is another activation; the same key would be answered with the one that failed.
          setKey(crypto.randomUUID());
          setOperation(null);
          if (why) refused(why);
        }}
      />
    );
  }
  const said = problem && wordsOfProblem(problemWords, problem.of, name);
  const isTyped =
    prefilled !== undefined ||
    name !== title.slice(0, instanceNameLimit) ||
    owner !== null ||
    Object.keys(entries).length > 0;
  const asked = form?.pages.map((page) => page.name) ?? [];
  return (
    <Dialog
      title={t.title({ name: title })}
      isDirty={isTyped}
      onClose={onClose}
      onSubmit={() => void activate()}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.busy : isLooking ? t.looking : null}>
            {t.activate}
          </Button>
        </>
      }
    >
      {said && (
        <Banner tone="bad" urgent>
          {said.what}{' '}
          {problem.quotes.map((quote) => (
            <q key={quote}>{quote}</q>
          ))}{' '}
          {said.changed} {said.next} {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      {prefilled && (
        <TakenFromCopy notes={[...prefilled.notes, ...(versions && newestId && !copiedId ? [t.notPublished] : [])]} />
      )}
      <div className={styles['fields']}>
        {isAdmin && (
          <OwnerField
            vendor={vendor}
            value={owner}
            error={ownerError}
            onChange={(next) => {
              setOwner(next);
              setOwnerError(null);
            }}
          />
        )}
        <TextField
          label={t.name}
          hint={t.hint}
          error={nameError}
          value={name}
          maxLength={instanceNameLimit}
          takesFocus={!isAdmin}
          autoComplete="off"
          onChange={(event) => {
            setName(event.target.value);
            setNameError(null);
          }}
        />
        {versions === undefined && !versionsError && <SkeletonRows rows={1} />}
        {versionsError && <Banner tone="warn">{t.versionsFailed}</Banner>}
        {versions && versions.length > 1 && (
          <VersionField versions={versions} newestId={newestId} value={versionId ?? ''} onChange={setChosenId} />
        )}
        {form && (
          <KnownValues
            form={form}
            entries={entries}
            problems={problems}
            isAdmin={isAdmin}
            beginsOpen={prefilled !== undefined}
            onEntry={(id, entry) => setEntries((before) => ({ ...before, [id]: entry }))}
          />
        )}
        {prefilled && isFailed && <Banner tone="warn">{t.valuesFailed}</Banner>}
        <CarriedValues carried={carried} />
      </div>
      {form && <p aria-live="polite">{asked.length === 0 ? t.asksNothing : t.next({ pages: formatList(asked) })}</p>}
    </Dialog>
  );
}
