import type { AuditAction } from '#contract/audit-actions.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { formatList, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
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
  wizard: 'Wizard opened',
  reconfigure: 'Set up again',
  change_values: 'Settings changed',
  enable: 'Enabled',
  disable: 'Disabled',
  rename: 'Renamed',
  upgrade: 'Moved to the newest version',
  remove: 'Removed',
  undo: 'Enabled again; the disabling was undone',
  discard: 'Discarded',
  stop: 'Given up',
  dialog: 'Connection dialog opened',
  otherAccount: 'Signed in again as another account',
  request: 'Attempt',
  create: 'Added',
  change_details: 'Details changed',
  change_credentials: 'Credentials changed',
  begin_consent: 'Sent to sign in at the other system',
  move_step: 'A process flow’s step was pointed elsewhere',
  remove_step: 'Taken out of a process flow',
  deploy: 'Deployed',
  change_version: 'Moved to another version',
  restore_defaults: 'Settings put back to their defaults',
  disconnect: 'Connection forgotten',
  test_flow: 'A flow was tested',
  run: 'Run',
  change_visibility: 'Visibility changed',
  deploy_package: 'Deployed from a package',
  replay: 'A run was replayed',
  view_result: 'A step’s result was looked at',
  debug: 'Looked at by an administrator',
  debug_raw: 'The vendor’s raw answer looked at',
  snapshot: 'Copy of the configuration taken',
  drift: params<{ vendor: string; what: string }>('Changed at {vendor}: {what}'),
  appeared: params<{ vendor: string }>('Appeared at {vendor}'),
  reappeared: 'there again',
  removed: 'removed',
  owner: 'owner',
  name: 'name',
  template: 'solution',
  enabled: 'enabled',
  disabled: 'disabled',
  version: 'version',
  values: 'values',
  elsewhere: 'Not through Jackfield',
  someVendor: 'the vendor',
  refused: params<{ action: string }>('{action}: refused'),
  failed: params<{ action: string }>('{action}: failed'),
  self: 'Jackfield',
});

const lamps: Record<TimelineEntry['outcome'], LampKind> = { done: 'on', refused: 'off', failed: 'failed' };

/** What is about accounts, lists or the log itself is of no instance. */
type ActionElsewhere =
  | `${'session' | 'connector' | 'account' | 'link' | 'view' | 'audit' | 'export' | 'bulk' | 'upgrade'}.${string}`
  | 'vendor.foreign_rows';

/** Whatever the log can say of one instance. */
type ActionOnInstance = Exclude<AuditAction, ActionElsewhere>;

/** Each has its words; what a vendor changed by itself is worded by its parts. */
const words = {
  'instance.activate': 'activate',
  'wizard.open': 'wizard',
  'instance.reconfigure': 'reconfigure',
  'instance.change_values': 'change_values',
  'instance.enable': 'enable',
  'instance.disable': 'disable',
  'instance.rename': 'rename',
  'instance.upgrade': 'upgrade',
  'instance.remove': 'remove',
  'instance.undo_disable': 'undo',
  'instance.discard': 'discard',
  'operation.stop': 'stop',
  'auth_dialog.open': 'dialog',
  'authentication.change_account': 'otherAccount',
  'request.refuse': 'request',
  'instance.create': 'create',
  'instance.change_details': 'change_details',
  'instance.change_credentials': 'change_credentials',
  'instance.begin_consent': 'begin_consent',
  'flow.move_step': 'move_step',
  'flow.remove_step': 'remove_step',
  'instance.deploy': 'deploy',
  'instance.change_version': 'change_version',
  'instance.restore_defaults': 'restore_defaults',
  'instance.disconnect': 'disconnect',
  'instance.test_flow': 'test_flow',
  'instance.run': 'run',
  'instance.change_visibility': 'change_visibility',
  'deployment.deploy': 'deploy_package',
  'run.replay': 'replay',
  'run.view_result': 'view_result',
  'debug.view': 'debug',
  'debug.view_raw': 'debug_raw',
  'instance.view_snapshot': 'snapshot',
} as const satisfies Record<Exclude<ActionOnInstance, 'instance.drift'>, string>;

const actions: Readonly<Partial<Record<string, (typeof words)[keyof typeof words]>>> = words;

/** What happened to an instance, newest first. An action without a word of ours is shown by its own name. */
export function TimelinePanel({ entries, vendor }: { entries: readonly TimelineEntry[]; vendor?: Vendor }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  return (
    <Panel title={t.title}>
      {entries.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <ol className={styles['timeline']}>
        {entries.map((entry) => {
          const moment = momentOf(entry.at);
          const drift = entry.action === 'instance.drift' ? driftWords(t, entry.detail ?? '', vendor) : null;
          const known = actions[entry.action];
          const word = drift ?? (known ? t[known] : entry.action);
          return (
            <li key={entry.id}>
              <Lamp kind={lamps[entry.outcome] ?? 'unknown'} />
              <div>
                <p>
                  {entry.outcome === 'done' ? word : t[entry.outcome]({ action: word })}
                  {entry.detail && drift === null && (
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
                  {entry.personName ?? (drift === null ? t.self : t.elsewhere)}
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

const driftParts = [
  'reappeared',
  'removed',
  'owner',
  'name',
  'template',
  'enabled',
  'disabled',
  'version',
  'values',
] as const;

/** What somebody changed at the vendor itself. The entry names the parts, never a value; a part we do not know stays out. */
function driftWords(t: ReturnType<typeof messages.get>, detail: string, vendor: Vendor | undefined): string {
  const vendorName = vendor ? vendorNames[vendor] : t.someVendor;
  const parts = detail.split(', ');
  if (parts.includes('appeared')) return t.appeared({ vendor: vendorName });
  const what = driftParts.filter((part) => parts.includes(part)).map((part) => t[part]);
  return t.drift({ vendor: vendorName, what: formatList(what) });
}
