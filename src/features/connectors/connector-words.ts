import type { RateLimitUnit } from '#contract/connectors.ts';
import { formatNumber } from '#src/lib/format.ts';
import { count, i18n, params } from '#src/lib/i18n.ts';

type Amount = { amount: string };

/** What connectors and their instances have in common where they are listed. */
export const connectorWords = i18n('connectorWords', {
  usedBy: count({ one: 'Used by {count} process flow', other: 'Used by {count} process flows' }),
  unused: 'Not in use',
  instances: count({ one: '{count} instance', other: '{count} instances' }),
  version: params<{ version: string }>('version {version}'),
  second: params<Amount>('{amount} per second'),
  minute: params<Amount>('{amount} per minute'),
  hour: params<Amount>('{amount} per hour'),
  day: params<Amount>('{amount} per day'),
  viewOnly: 'You may look only',
  cancel: 'Cancel',
});

export type ConnectorWords = ReturnType<typeof connectorWords.get>;

/** "240 per minute"; null while it is not known. */
export function rateLimitInWords(
  words: ConnectorWords,
  { rateLimitAmount, rateLimitUnit }: { rateLimitAmount: number | null; rateLimitUnit: RateLimitUnit | null },
): string | null {
  if (rateLimitAmount === null || rateLimitUnit === null) return null;
  return words[rateLimitUnit]({ amount: formatNumber(rateLimitAmount) });
}
