import { i18n, params } from '#src/lib/i18n.ts';
import type { InstanceRowData } from './instance-row.ts';

type Company = { company: string };

/** What an instance's version means for the person, as the end of a sentence that its status begins. */
export const sentenceMessages = i18n('instanceSentence', {
  enabled: 'Enabled',
  disabled: 'Disabled; its workflows do not run',
  unfinished: 'The set-up is unfinished; continue it and the instance is enabled',
  working: 'A change is under way',
  unknown: 'The vendor tells a status that is not known here',
  none: 'on the newest version',
  automatic: 'a newer version is on its way and comes by itself',
  needs_user: 'a newer version needs you: press Update',
  needs_system: params<Company>('a newer version waits for {company}'),
  needs_systemReady: 'a newer version is ready: press Upgrade now',
  needs_both: params<Company>('a newer version waits for {company}, then for you'),
});

/** "Enabled, a newer version needs you: press Update." */
export function instanceSentence(
  t: ReturnType<typeof sentenceMessages.get>,
  row: Pick<InstanceRowData, 'status' | 'update'>,
  hasUpgradeHook: boolean,
  company: string,
): string {
  const update = {
    none: t.none,
    automatic: t.automatic,
    needs_user: t.needs_user,
    needs_system: hasUpgradeHook ? t.needs_systemReady : t.needs_system({ company }),
    needs_both: hasUpgradeHook ? t.needs_user : t.needs_both({ company }),
  }[row.update];
  if (row.status !== 'enabled' && row.update === 'none') return `${t[row.status]}.`;
  const separator = row.status === 'enabled' ? ', ' : '; ';
  return `${t[row.status]}${separator}${update}.`;
}
