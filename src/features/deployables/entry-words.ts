import { valueWords, wordOfText } from '#src/features/values/value-words.ts';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import type { EntryProblem } from './entry-problem.ts';

/** What stands beside the values of an instance. */
export const entryWords = i18n('deployableEntries', {
  choose: 'Choose…',
  chooseNone: 'None',
  required: params<{ label: string }>('Enter {label}.'),
  tooLong: 'That is too long; use at most 50,000 characters.',
  notDate: 'Enter a day, such as 2026-03-31.',
  notMoment: 'Enter a day and a time.',
  notSchedule: 'Enter five parts with spaces between them, such as 0 6 * * 1.',
  notZone: 'Choose a time zone of the list.',
  pairWithoutName: 'Each row needs a name.',
  row: params<{ number: string; what: string }>('Row {number}: {what}'),
  unusable: 'This cannot be used.',
  notConnected: 'Connect it first.',
  refused: params<{ quote: string }>('It was refused: “{quote}”'),
  default: params<{ value: string }>('Default: {value}'),
  optional: params<{ label: string }>('{label} (optional)'),
  utc: 'In universal time (UTC).',
  utcHere: params<{ moment: string }>('In universal time (UTC); for you that is {moment}.'),
  goneChoice: params<{ value: string }>('{value} (no longer offered)'),
  readingChoices: 'Reading the choices…',
  noChoices: 'There is nothing to choose from yet. It may need a connection first.',
  addRow: 'Add a row',
  removeRow: params<{ number: string }>('Remove row {number}'),
  rowValue: params<{ label: string; number: string }>('{label}, row {number}'),
  rowName: params<{ label: string; number: string }>('{label}, name in row {number}'),
  pairName: 'Name',
  pairValue: 'Value',
  noRows: 'No rows yet.',
  how: 'How often',
  never: 'Never',
  minute: 'Every few minutes',
  hour: 'Every hour',
  day: 'Every day',
  week: 'Every week',
  custom: 'At times of my own',
  times: 'Times',
  timesHint: 'Minute, hour, day of the month, month and day of the week, as in cron. An asterisk means every one.',
  zone: 'Time zone',
  noZone: 'Universal time (UTC)',
  noMatch: 'No time zone has this in its name',
  example: params<{ example: string }>('For example {example}'),
});

export type EntryWords = ReturnType<typeof entryWords.get>;

/** Words what is wrong with an entry. */
export function wordOfEntry(words: EntryWords, problem: EntryProblem, label: string): string {
  switch (problem.code) {
    case 'required':
      return words.required({ label });
    case 'too_long':
      return words.tooLong;
    case 'not_date':
      return words.notDate;
    case 'not_moment':
      return words.notMoment;
    case 'not_schedule':
      return words.notSchedule;
    case 'not_zone':
      return words.notZone;
    case 'pair_without_name':
      return words.pairWithoutName;
    case 'unusable':
      return words.unusable;
    case 'not_connected':
      return words.notConnected;
    case 'row':
      return words.row({ number: formatNumber(problem.row + 1), what: wordOfEntry(words, problem.problem, label) });
    case 'refused':
      return words.refused({ quote: problem.messages.join(' ') });
    default:
      return wordOfText(valueWords.get(), problem);
  }
}
