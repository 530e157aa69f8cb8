import { i18n } from '#src/lib/i18n.ts';

export const groupWords = i18n('auditGroups', {
  sessions: 'Sign-ins',
  refusals: 'Refusals',
  looks: 'Looks by administrators',
  instances: 'Changes of instances',
  vendors: 'Noticed at vendors',
  connectors: 'Connectors and flows',
  runs: 'Runs',
  accounts: 'Accounts and links',
  bulk: 'Bulk work and upgrades',
  exports: 'Exports',
  others: 'Others',
});

export type ActionGroup = Exclude<keyof ReturnType<typeof groupWords.get>, symbol | number>;

/** In the order in which they are offered. */
export const actionGroups: readonly ActionGroup[] = [
  'sessions',
  'refusals',
  'looks',
  'instances',
  'vendors',
  'connectors',
  'runs',
  'accounts',
  'bulk',
  'exports',
  'others',
];

/** What is not of the group that its subject names. */
const exceptions: Readonly<Record<string, ActionGroup>> = {
  'session.refuse': 'refusals',
  'request.refuse': 'refusals',
  'account.view_as': 'looks',
  'account.end_view_as': 'looks',
  'audit.view': 'looks',
  'run.view_result': 'looks',
  'instance.view_snapshot': 'looks',
  'instance.drift': 'vendors',
  'vendor.foreign_rows': 'vendors',
  'instance.run': 'runs',
  'instance.test_flow': 'runs',
};

const groupBySubject: Readonly<Record<string, ActionGroup>> = {
  session: 'sessions',
  debug: 'looks',
  instance: 'instances',
  deployment: 'instances',
  operation: 'instances',
  wizard: 'instances',
  auth_dialog: 'instances',
  authentication: 'instances',
  connector: 'connectors',
  flow: 'connectors',
  run: 'runs',
  account: 'accounts',
  link: 'accounts',
  bulk: 'bulk',
  upgrade: 'bulk',
  export: 'exports',
};

/** The group of an action; a newer server may know actions that this page does not. */
export function groupOf(action: string): ActionGroup {
  return exceptions[action] ?? groupBySubject[action.split('.')[0] ?? ''] ?? 'others';
}
