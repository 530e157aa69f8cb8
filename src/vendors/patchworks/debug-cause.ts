import { formatMoment, momentOf } from '#src/lib/format.ts';
import { count, i18n, params } from '#src/lib/i18n.ts';
import type { ConnectorInstanceDetail } from '#src/features/instances/instance-detail-query.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

type Flow = { flow: string; since: string };

export const debugCauseWords = i18n('patchworksDebugCause', {
  failed: params<Flow>('The newest run of {flow} failed, at {since}.'),
  partly: params<Flow>('The newest run of {flow} succeeded only in part, at {since}.'),
  failedUnknown: params<{ flow: string }>('The newest run of {flow} failed.'),
  partlyUnknown: params<{ flow: string }>('The newest run of {flow} succeeded only in part.'),
  said: params<{ what: string }>('It says: “{what}”'),
  others: count({ one: 'So did that of {count} other flow.', other: 'So did those of {count} other flows.' }),
  look: 'Next: look at the flow’s run, and whether the credentials are still taken.',
  neverChecked: 'Its credentials were never checked. Next: ask its owner to save them again.',
  unused: 'No process flow uses it; nothing wrong is known.',
  allDisabled: 'Every process flow that uses it is disabled, so that nothing runs.',
  well: 'Nothing wrong is known.',
});

type Words = ReturnType<typeof debugCauseWords.get>;

/** The plain sentence about an instance of a connector: whether what uses it went well, and what to look at. */
export function causeOfConnectorInstance(
  words: Words,
  { flows, runs, methodKind, lastCheckedAt }: ConnectorInstanceDetail,
): { lamp: LampKind; text: string } {
  // Runs come newest first: of each flow the first one counts.
  const newest = flows.flatMap(({ id }) => runs.find(({ flowId }) => flowId === id) ?? []);
  const failing = newest.filter(({ state }) => state === 'failed' || state === 'partly');
  const [worst] = failing.toSorted((one, other) => Number(other.state === 'failed') - Number(one.state === 'failed'));
  if (worst) {
    const startedAt = momentOf(worst.startedAt);
    const kind = worst.state === 'failed' ? 'failed' : 'partly';
    const flow = `\u2068${worst.flowName}\u2069`;
    const parts = [
      startedAt === null ? words[`${kind}Unknown`]({ flow }) : words[kind]({ flow, since: formatMoment(startedAt) }),
      worst.message === null ? null : words.said({ what: worst.message }),
      failing.length > 1 ? words.others(failing.length - 1) : null,
      words.look,
    ];
    return { lamp: kind === 'failed' ? 'failed' : 'degraded', text: parts.filter((part) => part !== null).join(' ') };
  }
  if (lastCheckedAt === null && methodKind !== 'none') return { lamp: 'attention', text: words.neverChecked };
  if (flows.length === 0) return { lamp: 'off', text: words.unused };
  if (flows.every(({ isEnabled }) => !isEnabled)) return { lamp: 'off', text: words.allDisabled };
  return { lamp: 'on', text: words.well };
}
