import { connectorOptions } from '#contract/connector-options.ts';
import { greatestRateLimit, type InstanceDetails, type RateLimitUnit } from '#contract/connectors.ts';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';

/** What the settings of an instance are called and mean; the documentation's table is made of the same. */
export const optionWords = i18n('connectorOptions', {
  name: connectorOptions.name.label,
  nameMeaning: connectorOptions.name.meaning,
  timeZone: connectorOptions.timeZone.label,
  timeZoneMeaning: connectorOptions.timeZone.meaning,
  timeThere: params<{ time: string }>('It is {time} there now.'),
  noZone: 'No time zone has this in its name',
  dateFormat: connectorOptions.dateFormat.label,
  dateFormatMeaning: connectorOptions.dateFormat.meaning,
  example: params<{ date: string }>('Now is written {date}'),
  fixedText: 'This writes the same text for every date.',
  rateLimitAmount: connectorOptions.rateLimitAmount.label,
  rateLimitAmountMeaning: connectorOptions.rateLimitAmount.meaning,
  rateLimitUnit: connectorOptions.rateLimitUnit.label,
  poolId: connectorOptions.poolId.label,
  poolIdMeaning: connectorOptions.poolId.meaning,
  noPool: 'No pool',
  pool: params<{ name: string; limit: string }>('{name} (at most {limit} at once)'),
  unknownPool: 'A pool that is no longer there',
  clearPool: 'Clear the connection pool',
  second: 'second',
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  perSecond: params<{ amount: string }>('{amount} per second'),
  perMinute: params<{ amount: string }>('{amount} per minute'),
  perHour: params<{ amount: string }>('{amount} per hour'),
  perDay: params<{ amount: string }>('{amount} per day'),
});

type OptionWords = ReturnType<typeof optionWords.get>;

/** "240 per minute". */
export function sayRateLimit(words: OptionWords, amount: number, unit: RateLimitUnit): string {
  const sentences = { second: words.perSecond, minute: words.perMinute, hour: words.perHour, day: words.perDay };
  return sentences[unit]({ amount: formatNumber(amount) });
}

/** What is wrong with an entry, beside its field. */
export const entryWords = i18n('connectorEntries', {
  nameRequired: 'Enter a name.',
  zone: 'Choose a time zone of the list.',
  formatRequired: 'Enter a date format.',
  tooLong: 'That is too long; use at most 255 characters.',
  amount: params<{ greatest: string }>('Enter a whole number from 1 to {greatest}.'),
  unit: 'Choose a unit.',
  pool: 'This pool is no longer there. Choose another one, or none.',
  changed: 'Somebody else has changed this in the meantime.',
  fieldRequired: params<{ label: string }>('Enter {label}.'),
  fieldTooLong: 'That is too long; use at most 10,000 characters.',
  fieldUnknown: 'This is no longer asked for. Reload the page.',
  fieldMalformed: 'This cannot be used.',
});

type EntryWords = ReturnType<typeof entryWords.get>;

/** Words the problem of a setting; null while there is none. */
export function wordOfDetail(words: EntryWords, field: keyof InstanceDetails, code: string | undefined): string | null {
  if (code === undefined) return null;
  if (code === 'changed_meanwhile') return words.changed;
  switch (field) {
    case 'name':
      return code === 'required' ? words.nameRequired : words.tooLong;
    case 'timeZone':
      return words.zone;
    case 'dateFormat':
      return code === 'required' ? words.formatRequired : words.tooLong;
    case 'rateLimitAmount':
      return words.amount({ greatest: formatNumber(greatestRateLimit) });
    case 'rateLimitUnit':
      return words.unit;
    case 'poolId':
      return words.pool;
  }
}

/** Words the problem of a credential field; null while there is none. */
export function wordOfCredential(words: EntryWords, label: string, code: string | undefined): string | null {
  if (code === undefined) return null;
  if (code === 'required') return words.fieldRequired({ label });
  if (code === 'too_long') return words.fieldTooLong;
  if (code === 'changed_meanwhile') return words.changed;
  return code === 'unknown_value' ? words.fieldUnknown : words.fieldMalformed;
}
