import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import type { TimelineEntry } from './instance-detail-query.ts';
import styles from './DetailPanels.module.css';

const messages = i18n('timelinePanel', {
  title: 'Timeline',
  none: 'Nothing has been recorded yet.',
  activate: 'Activated',
  create: 'Created',
  wizard: 'Wizard opened',
  reconfigure: 'Set up again',
  enable: 'Enabled',
  disable: 'Disabled',
  rename: 'Renamed',
  upgrade: 'Moved to the newest version',
  remove: 'Removed',
  debug: 'Looked at by an administrator',
  refused: params<{ action: string }>('{action}: refused'),
  failed: params<{ action: string }>('{action}: failed'),
  self: 'Jackfield',
});

const lamps: Record<TimelineEntry['outcome'], LampKind> = { done: 'on', refused: 'off', failed: 'failed' };

const actions: Record<
  string,
  'activate' | 'create' | 'wizard' | 'reconfigure' | 'enable' | 'disable' | 'rename' | 'upgrade' | 'remove' | 'debug'
> = {
  'instance.activate': 'activate',
  'instance.create': 'create',
  'instance.wizard': 'wizard',
  'wizard.open': 'wizard',
  'instance.reconfigure': 'reconfigure',
  'instance.enable': 'enable',
  'instance.disable': 'disable',
  'instance.rename': 'rename',
  'instance.upgrade': 'upgrade',
  'instance.remove': 'remove',
  'debug.view': 'debug',
};

/** What happened to an instance, newest first. An action without a word of ours is shown by its own name. */
export function TimelinePanel({ entries }: { entries: readonly TimelineEntry[] }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  return (
    <Panel title={t.title}>
      {entries.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <ol className={styles['timeline']}>
        {entries.map((entry) => {
          const moment = momentOf(entry.at);
          const known = actions[entry.action];
          const word = known ? t[known] : entry.action;
          return (
            <li key={entry.id}>
              <Lamp kind={lamps[entry.outcome] ?? 'unknown'} />
              <div>
                <p>
                  {entry.outcome === 'done' ? word : t[entry.outcome]({ action: word })}
                  {entry.detail && (
                    <>
                      {' · '}
                      <bdi>{entry.detail}</bdi>
                    </>
                  )}
                </p>
                {entry.problemCode && (
                  <p className={styles['quiet']}>
                    {wordsOfProblem(problems, plainProblem(toProblemCode(entry.problemCode))).what}
                  </p>
                )}
                <p className={styles['quiet']}>
                  {entry.personName ?? t.self}
                  {moment !== null && (
                    <>
                      {' · '}
                      <RelativeTime moment={moment} />
                    </>
                  )}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
