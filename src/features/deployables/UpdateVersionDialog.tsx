import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { postVersion } from '#contract/endpoints/deployables.ts';
import type { Operation } from '#contract/operations.ts';
import { vendorNames } from '#contract/vendors.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { isPaused } from '#src/features/instances/instance-actions.ts';
import type { ActionDialogProps } from '#src/features/instances/instance-actions.ts';
import { acrossSignIn } from '#src/features/session/interruption.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { instanceFormQuery, versionsQuery } from './deployable-queries.ts';
import { FollowedOperation, useFollowed } from './FollowedOperation.tsx';
import { VersionField } from './VersionField.tsx';
import { noteOfVersion, versionWords } from './version-words.ts';
import styles from './Dialogs.module.css';

const messages = i18n('updateVersion', {
  title: params<{ name: string }>('Update {name}'),
  from: params<{ number: string }>('It is on version {number} now.'),
  only: params<{ version: string }>('{version} is there.'),
  next: 'What the version asks for besides is asked next; where it asks for nothing, it is deployed at once.',
  staysAtWork: 'Until then the present version stays at work.',
  enables: 'It is paused. Deploying the version enables it too.',
  none: 'No newer version is published.',
  notOwners: params<{ vendor: string }>(
    '{vendor} does not let its owner move it to another version; an administrator can.',
  ),
  update: 'Update',
  busy: 'Beginning…',
  cancel: 'Cancel',
  close: 'Close',
  again: 'Try again',
  reading: 'Reading the versions…',
  done: params<{ name: string }>('{name} is on the chosen version, and at work.'),
});

/** Moves an instance to a newer published version, and follows what becomes of it. */
export function UpdateVersionDialog({ row, onClose }: ActionDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(versionWords);
  const problems = useMessages(problemMessages);
  const isAdmin = useSignedIn().person.role === 'admin';
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [operation, setOperation] = useState<Operation | null>(null);
  const form = useQuery(instanceFormQuery(row.id));
  const templateId = form.data?.form.templateId;
  const published = useQuery({ ...versionsQuery(row.vendor, templateId ?? ''), enabled: templateId !== undefined });
  const present = form.data?.form.versionNumber ?? null;
  const newer = present === null ? undefined : published.data?.filter(({ number }) => number > present);
  const [newest] = newer ?? [];
  const versionId = chosenId ?? newest?.versionId;
  const mayNot = !isAdmin && form.data?.allowed.update === false;
  const failure = form.error ?? published.error;
  const problem = refusal ?? (failure && problemOf(failure));
  const said = problem && wordsOfProblem(problems, { vendor: row.vendor, ...problem }, row.name);
  const quotes = problem?.refusals?.flatMap((one) => one.messages) ?? [];

  async function update() {
    if (isBusy || versionId === undefined || mayNot) return;
    setIsBusy(true);
    setRefusal(null);
    try {
      const body = { versionId };
      const begun = await acrossSignIn(() => send(postVersion, { params: { id: row.id }, body }));
      setOperation(begun.operation);
      refresh('operation');
    } catch (error) {
      setRefusal(problemOf(error));
    } finally {
      setIsBusy(false);
    }
  }

  const title = t.title({ name: row.name });
  if (operation) {
    return <Begun title={title} begun={operation} doneText={t.done({ name: row.name })} onClose={onClose} />;
  }
  const offReason = isBusy
    ? t.busy
    : mayNot
      ? t.notOwners({ vendor: vendorNames[row.vendor] })
      : newer === undefined
        ? t.reading
        : newest === undefined
          ? t.none
          : null;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void update()}
      actions={
        <>
          <Button onClick={onClose} autoFocus>
            {t.cancel}
          </Button>
          <Button type="submit" variant="filled" disabledReason={offReason}>
            {t.update}
          </Button>
        </>
      }
    >
      {said && (
        <Banner
          tone="bad"
          urgent
          action={
            failure && (
              <Button size="small" onClick={() => void (form.error ? form.refetch() : published.refetch())}>
                {t.again}
              </Button>
            )
          }
        >
          {said.what} {(quotes.length > 0 ? quotes : [said.quote]).map((quote) => quote && <q key={quote}>{quote}</q>)}{' '}
          {said.changed} {said.next} {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      {newer === undefined && !failure && (
        <div role="status">
          <span className="visually-hidden">{t.reading}</span>
          <SkeletonRows rows={2} />
        </div>
      )}
      {present !== null && <p>{t.from({ number: formatNumber(present) })}</p>}
      {newest && versionId !== undefined && (
        <div className={styles['fields']}>
          {newer && newer.length > 1 ? (
            <VersionField versions={newer} newestId={newest.versionId} value={versionId} onChange={setChosenId} />
          ) : (
            <div>
              <p>{t.only({ version: words.newest({ number: formatNumber(newest.number) }) })}</p>
              <p className={styles['quiet']} dir="auto">
                {noteOfVersion(words, newest)}
              </p>
            </div>
          )}
          {isPaused(row) && <Banner tone="warn">{t.enables}</Banner>}
          <p>
            {t.next} {!isPaused(row) && t.staysAtWork}
          </p>
        </div>
      )}
      {newer && !newest && <p>{t.none}</p>}
      {mayNot && <p>{t.notOwners({ vendor: vendorNames[row.vendor] })}</p>}
    </Dialog>
  );
}

function Begun({
  title,
  begun,
  doneText,
  onClose,
}: {
  title: string;
  begun: Operation;
  doneText: string;
  onClose: () => void;
}) {
  const t = useMessages(messages);
  const { data } = useFollowed(begun);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <Button type="submit" variant={data.state === 'running' ? 'outlined' : 'filled'} autoFocus>
          {t.close}
        </Button>
      }
    >
      <FollowedOperation begun={begun} doneText={doneText} onLedOn={onClose} />
    </Dialog>
  );
}
