import { Suspense, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { ConfigurationCopy } from '#contract/configuration-copy.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { noteDraft } from '#src/features/connectors/copied-draft.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { FileField } from '#src/ui/FileField.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { CreateAgain, type DialogPlan } from './CreateAgain.tsx';
import { notesOf } from './copy-notes.ts';
import { isOfOtherAccount, planAgain } from './plan-again.ts';
import { readCopy } from './read-copy.ts';
import { refusalWords, wordOfRefusal } from './refusal-words.ts';

const messages = i18n('createFromCopy', {
  title: 'Create from a copy',
  file: 'Copy of an instance’s settings',
  hint: 'A file that ends in .jackfield.json. Choose it, or drop it here. It is read in your browser.',
  next: 'What it holds is shown to you next, and nothing is created before you say so.',
  goOn: 'Go on',
  cancel: 'Cancel',
  busy: 'Reading the copy…',
});

export interface CreateFromCopyDialogProps {
  onClose: () => void;
}

/** Asks for a copy, and leads to where an instance of its vendor is created, with what the copy holds filled in. */
export function CreateFromCopyDialog({ onClose }: CreateFromCopyDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(refusalWords);
  const problems = useMessages(problemMessages);
  const signedIn = useSignedIn();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [again, setAgain] = useState<{ plan: DialogPlan; notes: string[] } | null>(null);

  async function goOn() {
    if (isBusy) return;
    setError(null);
    setProblem(null);
    if (!file) {
      setError(words.none);
      return;
    }
    setIsBusy(true);
    try {
      const read = await readCopy(file).catch(() => null);
      if (read === null) setError(words.unreadable);
      else if ('refusal' in read) setError(wordOfRefusal(words, read.refusal, ''));
      else await lead(read.copy);
    } catch (failure) {
      setProblem(problemOf(failure));
    } finally {
      setIsBusy(false);
    }
  }

  async function lead(copy: ConfigurationCopy) {
    const planned = await planAgain(copy, signedIn);
    if ('refusal' in planned) {
      setError(wordOfRefusal(words, planned.refusal, copy.template.name));
      return;
    }
    const { plan } = planned;
    const notes = notesOf(copy, isOfOtherAccount(copy, signedIn), plan.kind === 'connector' ? plan.draft.lost : null);
    if (plan.kind === 'connector') {
      noteDraft(plan.draft.draftId, notes);
      await navigate(paths.addInstance.to(plan.draft.draftId, plan.draft.step));
    } else setAgain({ plan, notes });
  }

  if (again) {
    return (
      <Suspense fallback={null}>
        <CreateAgain plan={again.plan} notes={again.notes} onClose={onClose} />
      </Suspense>
    );
  }
  const said = problem && wordsOfProblem(problems, problem);
  return (
    <Dialog
      title={t.title}
      onClose={onClose}
      onSubmit={() => void goOn()}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.busy : null}>
            {t.goOn}
          </Button>
        </>
      }
    >
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.quote && <q>{said.quote}</q>} {said.changed} {said.next}{' '}
          {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      <FileField
        label={t.file}
        hint={t.hint}
        error={error}
        accept=".json,application/json"
        takesFocus
        onFile={(next) => {
          setFile(next);
          setError(null);
          setProblem(null);
        }}
      />
      <p>{t.next}</p>
      <span role="status" className="visually-hidden">
        {isBusy ? t.busy : ''}
      </span>
    </Dialog>
  );
}
