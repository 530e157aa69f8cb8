import { vendorNames } from '#contract/vendors.ts';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import { lackOf, listed } from './cause-words.ts';
import type { CauseMessages } from './cause-words.ts';
import type { InstanceRowData } from './instance-row.ts';
import type { Reader } from './reader.ts';

type Company = { company: string };
type Slots = { slots: string };

/** What an instance's status, version and missing values mean for the person, as one sentence. */
export const sentenceMessages = i18n('instanceSentence', {
  enabled: 'Enabled',
  disabled: 'Disabled; its workflows do not run',
  unfinished: params<{ lack: string }>('Set-up unfinished: {lack}'),
  not_enabled: 'Set-up unfinished: everything is filled in, but it was never enabled',
  not_deployed: 'Set-up unfinished: everything is filled in, but it was never deployed',
  staysAtWork: params<{ status: string; number: string }>('{status}; version {number} stays at work'),
  onVersion: params<{ status: string; number: string }>('{status}, on version {number}'),
  onOther: params<{ status: string; number: string; chosen: string }>(
    '{status}, on version {number}; version {chosen} is chosen, and not deployed',
  ),
  newer: params<{ status: string; number: string }>('{status}; version {number} is out'),
  working: 'A change is under way',
  unknown: params<{ vendor: string }>('{vendor} tells a status that is not known here'),
  none: 'on the newest version',
  automatic: 'a newer version is on its way and comes by itself',
  needs_user: 'a newer version needs you: press Update',
  needs_userFor: params<Slots>('a newer version needs you for {slots}: press Update'),
  needs_userOnlooker: 'a newer version needs a colleague who may press Update',
  needs_userAdmin: 'a newer version waits for its owner to press Update',
  needs_system: params<Company>('a newer version waits for {company}'),
  needs_systemReady: 'a newer version is ready: press Upgrade now',
  needs_systemReadyOnlooker: 'a newer version is ready; a colleague may press Upgrade now',
  needs_both: params<Company>('a newer version waits for {company}, then for you'),
  needs_bothOnlooker: params<Company>('a newer version waits for {company}, then for a colleague'),
  needs_bothAdmin: params<Company>('a newer version waits for {company}, then for its owner'),
});

type Messages = ReturnType<typeof sentenceMessages.get>;
type Facts = Pick<
  InstanceRowData,
  'vendor' | 'status' | 'update' | 'missing' | 'missingConnectionCount' | 'deployment'
>;

/** "Enabled, a newer version needs you: press Update." */
export function instanceSentence(t: Messages, causes: CauseMessages, row: Facts, reader: Reader): string {
  const status = statusWords(t, causes, row);
  if (row.deployment) return `${deploymentWords(t, status, row.deployment)}.`;
  if (row.status === 'enabled' && row.update === 'none' && row.missing.length > 0) {
    return `${status}, ${t.none}; ${lackOf(causes, row)}.`;
  }
  if (row.status !== 'enabled' && row.update === 'none') return `${status}.`;
  const separator = row.status === 'enabled' ? ', ' : '; ';
  return `${status}${separator}${updateWords(t, causes, row, reader)}.`;
}

/** Where versions are numbered: which one is at work, which one is chosen, and which one is out. */
function deploymentWords(t: Messages, status: string, deployment: NonNullable<Facts['deployment']>): string {
  const { wasDeployed, configuration, versionNumber, deployedVersionNumber, newerVersionNumber } = deployment;
  if (!wasDeployed || deployedVersionNumber === null) return status;
  const number = formatNumber(deployedVersionNumber);
  if (configuration === 'incomplete') return t.staysAtWork({ status, number });
  const present =
    deployedVersionNumber === versionNumber
      ? t.onVersion({ status, number })
      : t.onOther({ status, number, chosen: formatNumber(versionNumber) });
  return newerVersionNumber === null ? present : t.newer({ status: present, number: formatNumber(newerVersionNumber) });
}

function statusWords(t: Messages, causes: CauseMessages, row: Facts): string {
  switch (row.status) {
    case 'unfinished':
      if (row.missing.length > 0 || row.deployment?.configuration === 'incomplete') {
        return t.unfinished({ lack: lackOf(causes, row) });
      }
      return row.deployment ? t.not_deployed : t.not_enabled;
    case 'enabled':
    case 'disabled':
    case 'working':
      return t[row.status];
    default:
      return t.unknown({ vendor: vendorNames[row.vendor] });
  }
}

function updateWords(t: Messages, causes: CauseMessages, row: Facts, reader: Reader): string {
  const { voice, hasUpgradeHook } = reader;
  switch (row.update) {
    case 'needs_user':
      return forUser();
    case 'needs_system':
      if (!hasUpgradeHook) return t.needs_system(reader);
      return voice === 'onlooker' ? t.needs_systemReadyOnlooker : t.needs_systemReady;
    case 'needs_both':
      if (hasUpgradeHook) return forUser();
      return { owner: t.needs_both, onlooker: t.needs_bothOnlooker, admin: t.needs_bothAdmin }[voice](reader);
    default:
      return row.update === 'automatic' ? t.automatic : t.none;
  }

  function forUser(): string {
    if (voice !== 'owner') return voice === 'admin' ? t.needs_userAdmin : t.needs_userOnlooker;
    const isAsked = row.status !== 'unfinished' && row.missing.length > 0;
    return isAsked ? t.needs_userFor({ slots: listed(causes, row.missing) }) : t.needs_user;
  }
}
