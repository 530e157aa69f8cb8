import { useState } from 'react';
import * as z from 'zod/mini';
import { packageExtension } from '#contract/deployments.ts';
import { postPackage } from '#contract/endpoints/deployments.ts';
import type { Operation } from '#contract/operations.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { TakenFromCopy } from '#src/features/instances/TakenFromCopy.tsx';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import styles from './DeployDialog.module.css';
import { pathWords, wordOfPath } from './path-words.ts';

const messages = i18n('deployDialog', {
  title: 'Deploy a package',
  path: 'Path of the package',
  pathHint: 'In Instabase’s file system, such as maya/claims/fs/Instabase Drive/claims.ibsolution',
  must: 'The package holds a file package.json. It must say:',
  name: 'what the solution is called',
  version: 'three numbers, such as 1.2.0; name, version and owner together must be new',
  owner: 'the username whose it is to be, or IB_DEPLOYED for everybody’s',
  type: 'ibflowbin, as a rule',
  may: 'It may also say:',
  short: 'the summary in the list',
  long: 'the text on its page',
  visibility: 'PRIVATE, PUBLIC or PENDING_REVIEW; without it, it is private',
  deploy: 'Deploy',
  cancel: 'Cancel',
  busy: 'Being sent…',
});

export interface DeployDialogProps {
  /** What it begins with, where a solution is created again from a copy. */
  prefilled?: { packagePath: string; notes: readonly string[] } | undefined;
  onClose: () => void;
  onBegun: (operation: Operation) => void;
}

/** Asks for the package and says what it must hold. What becomes of it is followed on the page. */
export function DeployDialog({ prefilled, onClose, onBegun }: DeployDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(pathWords);
  const problems = useMessages(problemMessages);
  // One key for the dialog: a press that is repeated because no answer came begins nothing twice.
  const [key] = useState(() => crypto.randomUUID());
  const [path, setPath] = useState(prefilled?.packagePath ?? '');
  const [error, setError] = useState<string | null>(null);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit() {
    if (isBusy || !postPackage.request) return;
    setProblem(null);
    const parsed = z.safeParse(postPackage.request, { packagePath: path, key });
    if (!parsed.success) {
      setError(wordOfPath(words, 'packagePath', parsed.error.issues[0]?.message ?? 'malformed'));
      return;
    }
    setIsBusy(true);
    try {
      onBegun((await send(postPackage, { body: parsed.data })).operation);
    } catch (refused) {
      const found = problemOf(refused);
      const code = found.fields?.['packagePath'];
      if (code === undefined) setProblem(found);
      else setError(wordOfPath(words, 'packagePath', code));
    } finally {
      setIsBusy(false);
    }
  }

  const said = problem && wordsOfProblem(problems, problem);
  return (
    <Dialog
      title={t.title}
      isDirty={path !== ''}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.busy : null}>
            {t.deploy}
          </Button>
        </>
      }
    >
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.changed} {said.next} {said.quote && <q>{said.quote}</q>}{' '}
          {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      {prefilled && <TakenFromCopy notes={prefilled.notes} />}
      <TextField
        label={t.path}
        hint={t.pathHint}
        value={path}
        takesFocus
        autoComplete="off"
        spellCheck={false}
        placeholder={packageExtension}
        error={error}
        onChange={(event) => {
          setPath(event.target.value);
          setError(null);
        }}
      />
      <div className={styles['package']}>
        <p>{t.must}</p>
        <Keys
          entries={[
            ['name', t.name],
            ['version', t.version],
            ['owner', t.owner],
            ['solution_type', t.type],
          ]}
        />
        <p>{t.may}</p>
        <Keys
          entries={[
            ['short_description', t.short],
            ['long_description', t.long],
            ['visibility', t.visibility],
          ]}
        />
      </div>
    </Dialog>
  );
}

function Keys({ entries }: { entries: readonly (readonly [key: string, meaning: string])[] }) {
  return (
    <dl className={styles['keys']}>
      {entries.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            <code>{key}</code>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
