import type { DeployableDetail } from '#src/features/instances/deployable-detail.ts';
import { formatMoment, momentOf } from '#src/lib/format.ts';
import { count, i18n, params } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

export const debugCauseWords = i18n('prismaticDebugCause', {
  suspended: 'Prismatic itself has suspended it. Next: look at it in Prismatic.',
  failing: params<{ flow: string }>('The newest run of {flow} failed.'),
  failedAt: params<{ flow: string; since: string }>('The newest run of {flow} failed, at {since}.'),
  failingUntold: 'The newest run of one of its flows failed.',
  said: params<{ what: string }>('It says: “{what}”'),
  others: count({ one: '{count} other flow fails too.', other: '{count} other flows fail too.' }),
  look: 'Next: look at the run’s steps and log; replay it when the cause is mended.',
  connection: params<{ key: string }>('The connection {key} failed. Next: ask its owner to connect it again.'),
  waiting: params<{ key: string }>('Nobody has agreed to the connection {key} yet. Next: ask its owner to connect it.'),
  unconfigured: 'Its settings are not complete. Next: finish its set-up.',
  never: 'It was never deployed, so that nothing runs. Next: deploy it.',
  undeployed: 'It was changed and not deployed since: what runs is as before. Next: deploy it.',
  users: 'It waits for single users to set what is theirs alone.',
  well: 'Nothing wrong is known.',
});

type Words = ReturnType<typeof debugCauseWords.get>;

/** The run that tells why a flow fails. */
interface FailedRun {
  flowName: string | null;
  startedAt: string;
  error: string | null;
}

/** The plain sentence about an instance: what is wrong at the vendor, and what to do about it. The gravest comes first. */
export function causeOfDeployable(
  words: Words,
  { state, connections, flows }: DeployableDetail,
  failedRun: FailedRun | null,
): { lamp: LampKind; text: string } {
  if (state.isSuspended) return { lamp: 'failed', text: words.suspended };
  const failing = flows.filter(({ isFailing }) => isFailing);
  if (state.isFailing || failing.length > 0) {
    return { lamp: 'failed', text: failureOf(words, failedRun, failing) };
  }
  const broken = connections.find(({ status }) => status === 'failed');
  if (broken) return { lamp: 'failed', text: words.connection({ key: isolated(broken.key) }) };
  const waiting = connections.find(({ status }) => status === 'waiting');
  if (waiting) return { lamp: 'attention', text: words.waiting({ key: isolated(waiting.key) }) };
  if (state.configuration === 'incomplete') return { lamp: 'attention', text: words.unconfigured };
  if (!state.wasDeployed) return { lamp: 'attention', text: words.never };
  if (state.hasUndeployedChanges) return { lamp: 'attention', text: words.undeployed };
  if (state.configuration === 'users') return { lamp: 'attention', text: words.users };
  return { lamp: 'on', text: words.well };
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
    words.look,
  ];
  return parts.filter((part) => part !== null).join(' ');
}

// U+2068 and U+2069 keep a name that is written right to left from turning the sentence round.
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
