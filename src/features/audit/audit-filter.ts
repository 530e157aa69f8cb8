import type { AuditFilter } from '#contract/audit-filter.ts';
import { auditOutcomes } from '#contract/audit-filter.ts';
import { actionGroups, groupOf } from './action-groups.ts';
import { dayAfter, readDate, startOfDay } from './start-of-day.ts';

/**
 * What the log is narrowed to, as the address says: `?q= &action= &outcome= &person= &account= &instance= &from= &to=`. `action` is an
 * action or a group of them; the dates are whole days of the person's time zone, both of them included.
 */
export interface AuditChoice {
  q: string;
  action: string;
  outcome: string;
  person: string;
  account: string;
  instance: string;
  from: string;
  to: string;
}

export const noChoice: AuditChoice = {
  q: '',
  action: '',
  outcome: '',
  person: '',
  account: '',
  instance: '',
  from: '',
  to: '',
};

const longestSearch = 200;

/** What the address asks for; what it cannot mean is left out. */
export function readChoice(search: URLSearchParams): AuditChoice {
  const outcome = search.get('outcome');
  return {
    q: (search.get('q') ?? '').trim().slice(0, longestSearch),
    action: search.get('action') ?? '',
    outcome: auditOutcomes.find((known) => known === outcome) ?? '',
    person: search.get('person') ?? '',
    account: search.get('account') ?? '',
    instance: search.get('instance') ?? '',
    from: readDate(search.get('from')) ?? '',
    to: readDate(search.get('to')) ?? '',
  };
}

/** The address with these parts changed; all else in it stays. */
export function writeChoice(before: URLSearchParams, change: Partial<AuditChoice>): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [key, value] of Object.entries(change)) {
    if (value === '') after.delete(key);
    else after.set(key, value);
  }
  return after;
}

export function isNarrowed(choice: AuditChoice): boolean {
  return Object.values(choice).some((value) => value !== '');
}

/**
 * As the server takes it, for the list and for a file alike. `known`: the actions that the log has, of which a group means its own; null
 * while nobody knows, and then a group cannot be asked for.
 */
export function toAuditFilter(
  choice: AuditChoice,
  { timeZone, known }: { timeZone: string; known: readonly string[] | null },
): AuditFilter | null {
  const actions = actionsOf(choice.action, known);
  if (actions === null) return null;
  const outcome = auditOutcomes.find((one) => one === choice.outcome);
  const momentOf = (date: string) => new Date(startOfDay(date, timeZone)).toISOString();
  return {
    ...(choice.q !== '' && { search: choice.q }),
    ...(actions.length > 0 && { actions }),
    ...(outcome !== undefined && { outcomes: [outcome] }),
    ...(choice.person !== '' && { personId: choice.person }),
    ...(choice.account !== '' && { accountId: choice.account }),
    ...(choice.instance !== '' && { instanceId: choice.instance }),
    ...(choice.from !== '' && { from: momentOf(choice.from) }),
    ...(choice.to !== '' && { to: momentOf(dayAfter(choice.to)) }),
  };
}

function actionsOf(action: string, known: readonly string[] | null): string[] | null {
  const group = actionGroups.find((one) => one === action);
  if (group === undefined) return action === '' ? [] : [action];
  if (known === null) return null;
  const ofGroup = known.filter((one) => groupOf(one) === group);
  // None of the group has happened: an action that no log has leaves nothing, where an empty list would leave everything.
  return ofGroup.length === 0 ? [group] : ofGroup;
}
