import { isolated, type DebugCause, type DebugNext, type DebugPlaces } from '#src/features/debug/debug-cause.ts';
import type { DeployableDetail } from '#src/features/instances/deployable-detail.ts';
import { formatMoment, momentOf } from '#src/lib/format.ts';
import { count, i18n, params } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';

type Name = { name: string };

export const debugCauseWords = i18n('prismaticDebugCause', {
  suspended: 'Prismatic itself has suspended it; nothing of it runs.',
  atPrismatic: 'Look at it in Prismatic.',
  failing: params<{ flow: string }>('The newest run of {flow} failed.'),
  failedAt: params<{ flow: string; since: string }>('The newest run of {flow} failed, at {since}.'),
  failingUntold: 'The newest run of one of its flows failed.',
  said: params<{ what: string }>('It says: “{what}”'),
  others: count({ one: '{count} other flow fails too.', other: '{count} other flows fail too.' }),
  lookAtRun: 'Look at the run’s steps and log, and replay it when the cause is mended.',
  lookAtRuns: 'Look at its runs.',
  connection: params<{ key: string }>('The connection {key} failed.'),
  reconnect: params<Name>('Ask {name} to connect it again.'),
  waiting: params<{ key: string }>('Nobody has agreed to the connection {key} yet.'),
  connect: params<Name>('Ask {name} to connect it.'),
  unconfigured: 'Its settings are not complete.',
  finish: 'Finish its set-up.',
  never: 'It was never deployed, so that nothing runs.',
  undeployed: 'It was changed and not deployed since: what runs is as before.',
  deploy: 'Deploy it.',
  users: 'It waits for single users to set what is theirs alone.',
  askUsers: params<Name>('Ask the people of {name} to do so.'),
  well: 'Nothing wrong is known.',
});

type Words = ReturnType<typeof debugCauseWords.get>;

/** The run that tells why a flow fails. */
interface FailedRun {
  id: string;
  flowName: string | null;
  startedAt: string;
  error: string | null;
}

/** Of which instance it is said, and where what it needs can be done. */
interface Subject {
  row: { id: string; account: { name: string } };
  places: DebugPlaces;
}

/** The plain sentence about an instance: what is wrong at the vendor, and what to do about it. The gravest comes first. */
export function causeOfDeployable(
  words: Words,
  { state, connections, flows }: DeployableDetail,
  failedRun: FailedRun | null,
  { row, places }: Subject,
): DebugCause {
  const name = isolated(row.account.name);
  const here = (what: string): DebugNext => ({ words: what, to: places.instance });
  const owner = (what: string): DebugNext => ({ words: what, to: places.account });
  if (state.isSuspended) {
    return { lamp: 'failed', text: words.suspended, next: { words: words.atPrismatic, to: places.vendor } };
  }
  const failing = flows.filter(({ isFailing }) => isFailing);
  if (state.isFailing || failing.length > 0) {
    const next = failedRun
      ? { words: words.lookAtRun, to: paths.instanceRun.to(row.id, failedRun.id) }
      : { words: words.lookAtRuns, to: `${places.instance}?tab=runs` };
    return { lamp: 'failed', text: failureOf(words, failedRun, failing), next };
  }
  const broken = connections.find(({ status }) => status === 'failed');
  if (broken) {
    const text = words.connection({ key: isolated(broken.key) });
    return { lamp: 'failed', text, next: owner(words.reconnect({ name })) };
  }
  const waiting = connections.find(({ status }) => status === 'waiting');
  if (waiting) {
    const text = words.waiting({ key: isolated(waiting.key) });
    return { lamp: 'attention', text, next: owner(words.connect({ name })) };
  }
  if (state.configuration === 'incomplete') {
    return { lamp: 'attention', text: words.unconfigured, next: here(words.finish) };
  }
  if (!state.wasDeployed) return { lamp: 'attention', text: words.never, next: here(words.deploy) };
  if (state.hasUndeployedChanges) return { lamp: 'attention', text: words.undeployed, next: here(words.deploy) };
  if (state.configuration === 'users') {
    return { lamp: 'attention', text: words.users, next: owner(words.askUsers({ name })) };
  }
  return { lamp: 'on', text: words.well, next: null };
}

function failureOf(words: Words, run: FailedRun | null, failing: readonly { name: string }[]): string {
  const name = run?.flowName ?? failing[0]?.name ?? null;
  const since = momentOf(run?.startedAt);
  const flow = name === null ? null : isolated(name);
  const others = failing.filter((one) => one.name !== name).length;
  const parts = [
    flow === null
      ? words.failingUntold
      : since === null
        ? words.failing({ flow })
        : words.failedAt({ flow, since: formatMoment(since) }),
    run?.error ? words.said({ what: run.error }) : null,
    others > 0 ? words.others(others) : null,
  ];
  return parts.filter((part) => part !== null).join(' ');
}
