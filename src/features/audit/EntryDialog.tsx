import { Link } from 'react-router-dom';
import { problemMessages } from '#src/api/problem-messages.ts';
import { formatMoment, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Button } from '#src/ui/Button.tsx';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { actionWords } from './action-words.ts';
import { writeChoice } from './audit-filter.ts';
import type { AuditEntryData } from './audit-queries.ts';
import { auditWords, outcomeLamps, wordOfAction, wordOfPerson, wordOfReason } from './audit-words.ts';
import styles from './EntryDialog.module.css';

const messages = i18n('auditEntry', {
  result: 'Result',
  action: 'Action',
  who: 'Who',
  forWhom: 'For whom',
  instance: 'Instance',
  when: 'When',
  problem: 'Reason',
  detail: 'Detail',
  request: 'Request id',
  requestWhat: 'request id',
  personWhat: 'person’s id',
  instanceWhat: 'instance’s id',
  entry: 'Entry',
  ofRequest: 'Other entries of this request',
  ofPerson: params<{ name: string }>('Only what {name} did'),
  ofAccount: params<{ name: string }>('Only what was done for {name}'),
  ofInstance: 'Only this instance',
  gone: 'It is no longer there.',
  close: 'Close',
});

const isolated = (name: string) => `\u2068${name}\u2069`;

/** All that an entry of the log says, and the ways on from there. */
export function EntryDialog({ entry, onClose }: { entry: AuditEntryData; onClose: () => void }) {
  const t = useMessages(messages);
  const words = useMessages(auditWords);
  const actions = useMessages(actionWords);
  const problems = useMessages(problemMessages);
  const { person, account, instance, requestId } = entry;
  const at = momentOf(entry.at);
  // The log narrowed to that alone, whatever it was narrowed to before.
  const only = (change: Parameters<typeof writeChoice>[1]) => ({
    search: writeChoice(new URLSearchParams(), change).toString(),
  });
  const ways = [
    ...(requestId === null ? [] : [{ to: only({ q: requestId }), words: t.ofRequest }]),
    ...(person === null
      ? []
      : [{ to: only({ person: person.id }), words: t.ofPerson({ name: isolated(person.name) }) }]),
    ...(account === null
      ? []
      : [{ to: only({ account: account.id }), words: t.ofAccount({ name: isolated(account.name) }) }]),
    ...(instance === null ? [] : [{ to: only({ instance: instance.id }), words: t.ofInstance }]),
  ];

  return (
    <Dialog
      title={wordOfAction(actions, entry.action)}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <Button type="submit" variant="filled">
          {t.close}
        </Button>
      }
    >
      <DefinitionList
        entries={[
          [
            t.result,
            <span key="result" className={styles['result']}>
              <Lamp kind={outcomeLamps[entry.outcome]} /> {words[entry.outcome]}
            </span>,
          ],
          [t.problem, wordOfReason(words, problems, entry)],
          [
            t.when,
            at === null ? (
              entry.at
            ) : (
              <time key="at" dateTime={entry.at}>
                {formatMoment(at)}
              </time>
            ),
          ],
          [
            t.who,
            <span key="who" className={styles['named']}>
              <bdi>{wordOfPerson(words, entry)}</bdi>
              {person && <CopyableId id={person.id} what={t.personWhat} />}
            </span>,
          ],
          [
            t.forWhom,
            account && (
              <Link key="account" to={paths.account.to(account.id)} onClick={onClose}>
                <bdi>{account.name}</bdi>
              </Link>
            ),
          ],
          [
            t.instance,
            instance && (
              <span key="instance" className={styles['named']}>
                {instance.isRemoved ? (
                  <>
                    {instance.name !== null && <bdi>{instance.name}</bdi>} {t.gone}
                  </>
                ) : (
                  <Link to={paths.debug.to(instance.id)} onClick={onClose}>
                    <bdi>{instance.name ?? instance.id}</bdi>
                  </Link>
                )}
                <CopyableId id={instance.id} what={t.instanceWhat} />
              </span>
            ),
          ],
          [
            t.detail,
            entry.detail && (
              <bdi key="detail" className={styles['detail']}>
                {entry.detail}
              </bdi>
            ),
          ],
          [t.request, requestId && <CopyableId key="request" id={requestId} what={t.requestWhat} />],
          [t.action, <code key="action">{entry.action}</code>],
          [t.entry, <code key="entry">{entry.id}</code>],
        ]}
      />
      {ways.length > 0 && (
        <ul className={styles['ways']}>
          {ways.map(({ to, words: said }) => (
            <li key={to.search}>
              <Link to={to} onClick={onClose}>
                {said}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
