import { checkConfigText, type TextProblem } from '#contract/config-value.ts';
import { longestGivenValue } from '#contract/deployables.ts';
import type { FormField } from '#contract/instance-form.ts';
import { isTimeZone } from '#contract/time-zone.ts';
import type { Entry, Settable } from './form-entries.ts';
import { readPairs, readRows } from './rows.ts';

/** What is wrong with an entry. `refused`: the vendor's own words. */
export type EntryProblem =
  | TextProblem
  | {
      code:
        | 'required'
        | 'too_long'
        | 'not_date'
        | 'not_moment'
        | 'not_schedule'
        | 'not_zone'
        | 'pair_without_name'
        | 'unusable'
        | 'not_connected';
    }
  | { code: 'row'; row: number; problem: EntryProblem }
  | { code: 'refused'; messages: readonly string[] };

/** Looks at an entry before it is sent; null when it may be. What is stored already needs no second look. */
export function checkEntry(settable: Settable, entry: Entry, isStored: boolean): EntryProblem | null {
  const { text } = entry;
  if (text === null) return null;
  if (settable.kind === 'input') {
    const { input } = settable;
    const staysStored = input.kind === 'secret' && isStored;
    if (text.trim() === '') return input.isRequired && !staysStored ? { code: 'required' } : null;
    if (text.length > longestGivenValue) return { code: 'too_long' };
    return input.kind === 'yes-no' ? checkConfigText('yesno', text) : null;
  }
  return checkField(settable.field, entry);
}

/** Looks at a value by the kind of its field. An empty one is missing: the vendor deploys nothing without it. */
export function checkField(field: FormField, { text, schedule }: Entry): EntryProblem | null {
  const value = text ?? '';
  if (field.kind === 'schedule') return checkSchedule(value, schedule ?? null);
  if (value.trim() === '') return { code: 'required' };
  if (value.length > longestGivenValue) return { code: 'too_long' };
  if (field.shape === 'one') return checkText(field, value);
  const rows = field.shape === 'list' ? readRows(value) : readPairs(value)?.map((pair) => pair.value);
  // What is no list at all is edited as JSON text.
  if (!rows) return checkConfigText('json', value);
  if (field.shape === 'pairs' && readPairs(value)?.some(({ key }) => key.trim() === '')) {
    return { code: 'pair_without_name' };
  }
  for (const [row, one] of rows.entries()) {
    const problem: EntryProblem | null = one.trim() === '' ? { code: 'required' } : checkText(field, one);
    if (problem) return { code: 'row', row, problem };
  }
  return rows.length === 0 ? { code: 'required' } : null;
}

function checkText({ kind, language }: FormField, text: string): EntryProblem | null {
  switch (kind) {
    case 'number':
      return checkConfigText('number', text);
    case 'yes-no':
      return checkConfigText('yesno', text);
    case 'code':
      return language === 'json' ? checkConfigText('json', text) : null;
    case 'date':
      return isDate(text) ? null : { code: 'not_date' };
    case 'moment':
      return Number.isNaN(Date.parse(text)) ? { code: 'not_moment' } : null;
    default:
      return null;
  }
}

/** A day of the calendar, alone or with a time after it. JavaScript reads the 31st of February as a day in March. */
function isDate(text: string): boolean {
  const day = /^(\d{4})-(\d{2})-(\d{2})(?:$|T)/.exec(text.trim());
  if (!day) return false;
  const date = new Date(`${text.trim().slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day[3]);
}

/** Five parts of a cron expression, of the signs that one is made of. Whether it ever comes true is for the vendor to say. */
const cron = /^(?:[\d*,/\-A-Za-z?L#]+\s+){4}[\d*,/\-A-Za-z?L#]+$/;

function checkSchedule(text: string, schedule: Entry['schedule']): EntryProblem | null {
  if (schedule?.kind.toUpperCase() === 'NONE') return null;
  if (text.trim() === '') return { code: 'required' };
  if (!cron.test(text.trim())) return { code: 'not_schedule' };
  const zone = schedule?.timeZone ?? null;
  return zone === null || zone === '' || isTimeZone(zone) ? null : { code: 'not_zone' };
}
