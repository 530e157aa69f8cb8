import type { Awaited, CauseKind, NextAction, RowCause } from '#contract/row-cause.ts';
import { vendorNames } from '#contract/vendors.ts';
import { wordsOfProblem } from '#src/api/problem-messages.ts';
import type { problemMessages } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { formatClock, formatList, formatNumber, momentOf } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';
import type { InstanceRowData } from './instance-row.ts';
import type { Reader } from './reader.ts';
import { isOwners } from './row-actions.ts';

type Slots = { slots: string };
type Company = { company: string };
type Vendor = { vendor: string };
type Act = { act: string };

export const causeMessages = i18n('rowCause', {
  unconnected: params<Slots>('{slots} is not connected'),
  unconnectedMany: params<Slots>('{slots} are not connected'),
  unset: params<Slots>('{slots} has no value'),
  unsetMany: params<Slots>('{slots} have no value'),
  both: params<{ connections: string; values: string }>('{connections} and {values}'),
  bothMany: params<{ connections: string; values: string }>('{connections}, and {values}'),
  more: params<{ count: number }>('{count} more'),
  unfinished: 'The set-up was not finished',
  incomplete: 'Something is missing',
  stillRuns: params<{ number: string }>('Version {number} still runs.'),
  not_enabled: 'Everything is filled in, but it was never enabled.',
  not_deployed: 'Everything is filled in, but it was never deployed.',
  suspended: params<Vendor>('{vendor} has suspended it; nothing of it runs.'),
  failing: 'The last run of one of its flows failed.',
  undeployed: 'What was changed is stored, but not at work yet.',
  run_needs_person: 'Its last run waits for somebody to look at what it read.',
  run_failed: 'Its last run failed.',
  waiting_for_users: 'Single users still have something to set for themselves.',
  lacking: params<{ lack: string }>('{lack}; its workflows may fail.'),
  needs_user: 'A newer version asks for something new.',
  needs_userFor: params<Slots>('A newer version asks for {slots}.'),
  newer: params<{ newer: string; present: string }>('Version {newer} is out; this is version {present}.'),
  needs_company: params<Company>('A newer version waits for values from {company}.'),
  needs_company_then_user: params<Company>('A newer version waits for values from {company}, then for you.'),
  thenOwner: params<Company>('A newer version waits for {company}, then for its owner.'),
  thenColleague: params<Company>('A newer version waits for values from {company}, then for a colleague.'),
  update_ready: 'A newer version is ready.',
  unknown_status: params<Vendor>('{vendor} tells a status that is not known here.'),
  goneRights: 'Whoever asked for it may no longer change it.',

  continue: 'continue the set-up',
  finish: 'finish the set-up',
  edit: 'press Edit and fill that in',
  update: 'press Update',
  upgrade: 'press Upgrade now',
  deploy: 'press Deploy',
  view_runs: 'look at its runs',
  again: 'try again',
  colleague: params<Act>('Ask a colleague who may change it to {act}.'),
  owner: params<Act>('It waits for its owner to {act}.'),

  nothingToDo: 'Nothing for you to do.',
  usersTurn: 'Nothing has to be done here.',
  askVendor: params<Vendor>('Ask {vendor} why.'),
  notYet: 'Nothing to do yet.',
  supply: params<Company>('The systems of {company} have to supply them.'),
  keepTrying: 'We keep trying.',
  nextTry: params<{ time: string }>('We keep trying, next at {time}.'),
  lookAt: 'Ask your administrator to look at it.',
  lookInDebug: 'The debug view shows what it is.',
  leaves: 'It leaves the list by itself.',
  forbidden: params<Vendor>('The account’s rights at {vendor} have to be looked at.'),
  unauthorized: params<Vendor>('The credential for {vendor} has to be renewed.'),
  unlinked: params<Vendor>('The account has to be connected to {vendor}.'),
});

export type CauseMessages = ReturnType<typeof causeMessages.get>;
export type ProblemMessages = ReturnType<typeof problemMessages.get>;

/** A cause in words for one reader: what is wrong, and what comes next or who must act. */
export interface CauseWords {
  lamp: LampKind;
  what: string;
  next: string;
  /** The vendor's own words, to be shown as a quotation. */
  quote: string | null;
}

type Lacking = Pick<InstanceRowData, 'missing' | 'missingConnectionCount'>;

/**
 * Words a cause. `theirTurn` says that somebody else has to do something, where that is to be said otherwise than to a
 * colleague or of the owner.
 */
export function wordCause(
  t: CauseMessages,
  problems: ProblemMessages,
  {
    row,
    cause,
    reader,
    theirTurn,
  }: { row: InstanceRowData; cause: RowCause; reader: Reader; theirTurn?: (act: string) => string },
): CauseWords {
  const isAdmin = reader.voice === 'admin';
  const problem = problemOfRow(row);
  const words = problem && wordsOfProblem(problems, problem);
  return { lamp: lampOf(cause, reader, row), what: what(), next: next(), quote: words?.quote ?? null };

  function what(): string {
    switch (cause.kind) {
      case 'retrying':
      case 'failed':
        return whatFailed();
      case 'unfinished':
        return lacksBeforeDeploying();
      case 'lacking':
        return t.lacking({ lack: lackOf(t, row) });
      case 'not_enabled':
        return row.deployment ? t.not_deployed : t.not_enabled;
      case 'suspended':
        return t.suspended({ vendor: vendorNames[row.vendor] });
      case 'needs_user':
        if (row.deployment) return newerVersion(row.deployment);
        return row.missing.length > 0 ? t.needs_userFor({ slots: listed(t, row.missing) }) : t.needs_user;
      case 'needs_company':
        return t.needs_company(reader);
      case 'needs_company_then_user':
        return { owner: t.needs_company_then_user, onlooker: t.thenColleague, admin: t.thenOwner }[reader.voice](
          reader,
        );
      case 'unknown_status':
        return t.unknown_status({ vendor: vendorNames[row.vendor] });
      default:
        return t[cause.kind];
    }
  }

  /** What was deployed before goes on as it was until what is missing is there and deployed too. */
  function lacksBeforeDeploying(): string {
    const { deployment } = row;
    if (!deployment?.wasDeployed) return `${lackOf(t, row)}.`;
    const lack = `${row.missing.length > 0 ? lackOf(t, row) : t.incomplete}.`;
    if (!deployment.isEnabled || deployment.deployedVersionNumber === null) return lack;
    return `${lack} ${t.stillRuns({ number: formatNumber(deployment.deployedVersionNumber) })}`;
  }

  function newerVersion({ versionNumber, newerVersionNumber }: NonNullable<typeof row.deployment>): string {
    if (newerVersionNumber === null) return t.needs_user;
    return t.newer({ newer: formatNumber(newerVersionNumber), present: formatNumber(versionNumber) });
  }

  function whatFailed(): string {
    if (problem?.code === 'view_only' || problem?.code === 'owner_only') return t.goneRights;
    if (problem?.code === 'missing_values' && row.missing.length > 0) return `${lackOf(t, row)}.`;
    return words?.what ?? '';
  }

  function next(): string {
    switch (cause.kind) {
      case 'retrying': {
        const at = momentOf(row.operation?.nextAttemptAt);
        return at === null ? t.keepTrying : t.nextTry({ time: formatClock(at) });
      }
      case 'failed':
        return nextOfFailure();
      case 'needs_company':
        return isAdmin ? t.supply(reader) : t.nothingToDo;
      case 'needs_company_then_user':
        return isAdmin ? t.supply(reader) : t.notYet;
      case 'unknown_status':
        return isAdmin ? t.lookInDebug : t.lookAt;
      case 'suspended':
        return isAdmin ? t.askVendor({ vendor: vendorNames[row.vendor] }) : t.lookAt;
      case 'waiting_for_users':
        return t.usersTurn;
      default:
        return turn(wordsFor(cause.action));
    }
  }

  function nextOfFailure(): string {
    if (problem?.code === 'gone') return t.leaves;
    if (problem?.code === 'missing_values') return turn(wordsFor(cause.action));
    if (cause.awaited === 'user' && reader.voice !== 'owner') {
      return turn(cause.action === 'edit' ? t.again : wordsFor(cause.action));
    }
    return problem === null ? '' : nextFor(t, problem, words?.next ?? '', reader);
  }

  /** Says whose turn it is to do this. */
  function turn(act: string): string {
    if (mayDo(cause.action, reader, row)) return `${act.charAt(0).toUpperCase()}${act.slice(1)}.`;
    return (theirTurn ?? ((their: string) => (isAdmin ? t.owner : t.colleague)({ act: their })))(act);
  }

  function wordsFor(action: NextAction | null): string {
    return action !== null && isSetting(action) ? t[action] : t.again;
  }
}

/** What comes next after a failure, as `next` says to those whom it happened to. An admin is not sent to the admin. */
export function nextFor(t: CauseMessages, problem: ClientProblem, next: string, reader: Reader): string {
  if (reader.voice !== 'admin') return next;
  const vendor = problem.vendor ? vendorNames[problem.vendor] : '';
  switch (problem.code) {
    case 'vendor_forbidden':
      return t.forbidden({ vendor });
    case 'vendor_unauthorized':
      return t.unauthorized({ vendor });
    case 'not_connected':
      return t.unlinked({ vendor });
    case 'waiting_for_company':
      return t.supply(reader);
    default:
      return next;
  }
}

/** What the last operation of a row failed of, or is tried again for; null when nothing did. */
function problemOfRow({ id, name, vendor, operation }: InstanceRowData): ClientProblem | null {
  if (!operation || (operation.state === 'running' && operation.problemCode === null)) return null;
  return {
    ...plainProblem(toProblemCode(operation.problemCode)),
    vendor,
    instance: { id, name },
    ...(operation.problemMessage && { vendorMessage: operation.problemMessage }),
  };
}

/** "Slack is not connected and Channel has no value", without a full stop. */
export function lackOf(t: CauseMessages, { missing, missingConnectionCount }: Lacking): string {
  const connections = missing.slice(0, missingConnectionCount);
  const values = missing.slice(missingConnectionCount);
  const connectionWords = (connections.length > 1 ? t.unconnectedMany : t.unconnected)({
    slots: listed(t, connections),
  });
  const valueWords = (values.length > 1 ? t.unsetMany : t.unset)({ slots: listed(t, values) });
  if (values.length === 0) return connections.length === 0 ? t.unfinished : connectionWords;
  if (connections.length === 0) return valueWords;
  const join = values.length + connections.length > 2 ? t.bothMany : t.both;
  return join({ connections: connectionWords, values: valueWords });
}

const mostNamed = 3;

/** Titles as a list, the first few by name. Isolated, so that one written right to left does not turn the sentence round. */
export function listed(t: CauseMessages, titles: readonly string[]): string {
  const named = titles.length > mostNamed + 1 ? titles.slice(0, mostNamed) : titles;
  const rest = titles.length - named.length;
  return formatList([...named.map((title) => `\u2068${title}\u2069`), ...(rest > 0 ? [t.more({ count: rest })] : [])]);
}

/** Whether this reader is the one to do it. */
export function mayDo(action: NextAction | null, { voice }: Reader, row: Pick<InstanceRowData, 'deployment'>): boolean {
  return action !== null && (voice === 'owner' || (voice === 'admin' && !isOwners(action, row)));
}

function isSetting(action: NextAction): action is Exclude<NextAction, 'enable' | 'disable' | 'rename' | 'remove'> {
  return action !== 'enable' && action !== 'disable' && action !== 'rename' && action !== 'remove';
}

const failures: ReadonlySet<CauseKind> = new Set(['failed', 'failing', 'run_failed', 'suspended']);

const adminsTurn: ReadonlySet<Awaited> = new Set(['company', 'administrator']);

/** Colour only for whoever can do something about it; a failure is one for everybody. */
function lampOf({ kind, awaited, action }: RowCause, reader: Reader, row: InstanceRowData): LampKind {
  if (failures.has(kind)) return 'failed';
  if (kind === 'retrying') return 'degraded';
  const isTheirs = mayDo(action, reader, row) || (reader.voice === 'admin' && adminsTurn.has(awaited));
  return isTheirs ? 'attention' : 'waiting';
}
