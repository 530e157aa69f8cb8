import { vendorNames } from '#contract/vendors.ts';
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
type Facts = Pick<InstanceRowData, 'vendor' | 'status' | 'update' | 'missing' | 'missingConnectionCount'>;

/** "Enabled, a newer version needs you: press Update." */
export function instanceSentence(t: Messages, causes: CauseMessages, row: Facts, reader: Reader): string {
  const status = statusWords(t, causes, row);
  if (row.status === 'enabled' && row.update === 'none' && row.missing.length > 0) {
    return `${status}, ${t.none}; ${lackOf(causes, row)}.`;
  }
  if (row.status !== 'enabled' && row.update === 'none') return `${status}.`;
  const separator = row.status === 'enabled' ? ', ' : '; ';
  return `${status}${separator}${updateWords(t, causes, row, reader)}.`;
}

function statusWords(t: Messages, causes: CauseMessages, row: Facts): string {
  switch (row.status) {
    case 'unfinished':
      return row.missing.length > 0 ? t.unfinished({ lack: lackOf(causes, row) }) : t.not_enabled;
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
