import { useRef, useState } from 'react';
import { useQuery } from 'urql';
import type { Operation } from '#contract/operations.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { spaceOf } from '#src/features/jobs/job-path.ts';
import { formatList } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Choice } from '#src/ui/Choice.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { deploymentQuery } from '../deployment-queries.ts';
import type { DeploymentData } from '../deployment-queries.ts';
import { deploymentWords, publicOwner } from '../deployment-words.ts';
import { pathWords, wordOfPath } from '../path-words.ts';
import { NamedFields } from './NamedFields.tsx';
import { emptyRunForm, problemsOfRun } from './run-form.ts';
import type { RunField, RunForm, RunProblems, RunWay } from './run-form.ts';
import { RunFields } from './RunFields.tsx';
import { sendRun } from './send-run.ts';

const messages = i18n('runDialog', {
  title: params<{ name: string }>('Run {name}'),
  titleByName: 'Run a solution by name',
  way: 'Which solution',
  byId: params<{ version: string }>('This one, version {version}'),
  byName: 'By name',
  busy: 'Being sent…',
});

/** The folders of a job that is run again. */
export interface RunFolders {
  inputFolder: string | null;
  outputFolder: string | null;
}

export interface RunDialogProps {
  /** Null: there is none in sight, so that it is run by name. */
  deployment: Pick<DeploymentData, 'name' | 'version' | 'owner' | 'row'> | null;
  folders: RunFolders | null;
  onClose: () => void;
  /** Given the space that it writes into, as far as that is known. */
  onBegun: (operation: Operation, space: string | null) => void;
}

/** Asks what a run is to read and where it is to write. Nothing typed is lost when it is refused. */
export function RunDialog({ deployment, folders, onClose, onBegun }: RunDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(deploymentWords);
  const fieldWords = useMessages(pathWords);
  const problemWords = useMessages(problemMessages);
  const isAdmin = useSignedIn().person.role === 'admin';
  const [{ data }] = useQuery({
    query: deploymentQuery,
    variables: { id: deployment?.row.id ?? '' },
    pause: deployment === null,
  });
  const detail = data?.instance?.kind === 'InstabaseInstance' ? data.instance.detail : null;
  const prefixes = detail?.folderPrefixes ?? [];

  // One key for the dialog: a press that is repeated because no answer came begins nothing twice.
  const [key] = useState(() => crypto.randomUUID());
  const [initial] = useState<RunForm>(() => ({
    ...emptyRunForm,
    inputFolder: folders?.inputFolder ?? '',
    outputFolder: folders?.outputFolder ?? '',
    name: deployment?.name ?? '',
    // Of a private one the vendor's own default, the public one of this name, would be another or none.
    owner: deployment === null || deployment.owner === publicOwner ? '' : deployment.owner,
  }));
  const [form, setForm] = useState(initial);
  const [way, setWay] = useState<RunWay>(deployment === null ? 'by name' : 'by id');
  const [errors, setErrors] = useState<RunProblems>({});
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const fields = useRef<HTMLDivElement>(null);

  function onField<Field extends RunField>(field: Field, value: RunForm[Field]) {
    setForm((before) => ({ ...before, [field]: value }));
    setErrors(({ [field]: _mended, ...others }) => others);
  }

  async function submit() {
    if (isBusy) return;
    setProblem(null);
    const found = problemsOfRun(form, way, prefixes);
    if (Object.keys(found).length > 0) {
      refuse(found);
      return;
    }
    setIsBusy(true);
    const answer = await sendRun(form, way, deployment?.row.id ?? null, key);
    setIsBusy(false);
    if (answer.operation) onBegun(answer.operation, spaceOf(form.outputFolder || form.inputFolder));
    else if (answer.errors) refuse(answer.errors);
    else setProblem(answer.problem);
  }

  function refuse(found: RunProblems) {
    setErrors(found);
    // After they were drawn.
    setTimeout(() => fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  const errorOf = (field: RunField) => {
    const code = errors[field];
    if (code === undefined) return null;
    // The server refuses a folder in the general word for a value that is not offered.
    const isOutside = code === 'outside' || (code === 'unknown_value' && field.endsWith('Folder'));
    return isOutside && prefixes.length > 0
      ? fieldWords.outside({ prefixes: formatList(prefixes) })
      : wordOfPath(fieldWords, field, code);
  };

  const said = problem && wordsOfProblem(problemWords, problem, deployment?.row.name);
  return (
    <Dialog
      title={deployment === null ? t.titleByName : t.title({ name: deployment.name })}
      isDirty={JSON.stringify(form) !== JSON.stringify(initial)}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.busy : null}>
            {words.run}
          </Button>
        </>
      }
    >
      <div ref={fields} style={{ display: 'contents' }}>
        {said && (
          <Banner tone="bad" urgent>
            {said.what} {said.changed} {said.next} {said.quote && <q>{said.quote}</q>}{' '}
            {said.requestId && <RequestId id={said.requestId} />}
          </Banner>
        )}
        {deployment !== null && (
          <Choice
            label={t.way}
            value={way}
            options={[
              { value: 'by id', label: t.byId({ version: deployment.version }) },
              { value: 'by name', label: t.byName },
            ]}
            onChange={setWay}
          />
        )}
        {way === 'by name' && (
          <NamedFields
            form={form}
            errorOf={errorOf}
            newestVersion={deployment !== null && detail ? (detail.versions[0] ?? null) : null}
            onField={onField}
          />
        )}
        <RunFields form={form} isAdmin={isAdmin} prefixes={prefixes} errorOf={errorOf} onField={onField} />
      </div>
    </Dialog>
  );
}
