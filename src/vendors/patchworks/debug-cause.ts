import { formatMoment, momentOf } from '#src/lib/format.ts';
import { count, i18n, params } from '#src/lib/i18n.ts';
import type { ConnectorInstanceDetail } from '#src/features/instances/instance-detail-query.ts';
import { isolated, type DebugCause, type DebugNext, type DebugPlaces } from '#src/features/debug/debug-cause.ts';
import { paths } from '#src/lib/paths.ts';

type Flow = { flow: string; since: string };
type Asked = { name: string; flow: string };

export const debugCauseWords = i18n('patchworksDebugCause', {
  failed: params<Flow>('The newest run of {flow} failed, at {since}.'),
  partly: params<Flow>('The newest run of {flow} succeeded only in part, at {since}.'),
  failedUnknown: params<{ flow: string }>('The newest run of {flow} failed.'),
  partlyUnknown: params<{ flow: string }>('The newest run of {flow} succeeded only in part.'),
  said: params<{ what: string }>('It says: “{what}”'),
  others: count({ one: 'So did that of {count} other flow.', other: 'So did those of {count} other flows.' }),
  look: params<{ flow: string }>('Look at {flow} in Patchworks.'),
  askToLook: params<Asked>('Ask {name} to look at {flow} in Patchworks.'),
  unread: 'How its process flows ran could not be read.',
  vendors: 'See how Patchworks stands.',
  neverChecked: 'Its credentials were never checked.',
  saveAgain: params<{ name: string }>('Ask {name} to save them again.'),
  unused: 'No process flow uses it; nothing wrong is known.',
  remove: 'Remove it, if nobody needs it.',
  allDisabled: 'Every process flow that uses it is disabled, so that nothing runs.',
  turnOn: params<{ flow: string }>('Turn {flow} on in Patchworks.'),
  askToTurnOn: params<Asked>('Ask {name} to turn {flow} on in Patchworks.'),
  well: 'Nothing wrong is known.',
});

type Words = ReturnType<typeof debugCauseWords.get>;

type Detail = Pick<ConnectorInstanceDetail, 'flows' | 'runs' | 'runsProblemCode' | 'methodKind' | 'lastCheckedAt'>;

/** The plain sentence about an instance of a connector: whether what uses it went well, and what to look at. */
export function causeOfConnectorInstance(
  words: Words,
  { flows, runs, runsProblemCode, methodKind, lastCheckedAt }: Detail,
  { accountName, places }: { accountName: string; places: DebugPlaces },
): DebugCause {
  const name = isolated(accountName);
  const failure = failureOf(words, flows, runs);
  if (failure) {
    const { lamp, text, run } = failure;
    return { lamp, text, next: atFlow(run.flowId, run.flowName, words.look, words.askToLook) };
  }
  if (runsProblemCode !== null) {
    return { lamp: 'unknown', text: words.unread, next: { words: words.vendors, to: paths.admin.to() } };
  }
  if (lastCheckedAt === null && methodKind !== 'none') {
    const next = { words: words.saveAgain({ name }), to: places.account };
    return { lamp: 'attention', text: words.neverChecked, next };
  }
  const [first] = flows;
  if (!first) return { lamp: 'off', text: words.unused, next: { words: words.remove, to: places.instance } };
  if (flows.every(({ isEnabled }) => !isEnabled)) {
    const next = atFlow(first.id, first.name, words.turnOn, words.askToTurnOn);
    return { lamp: 'off', text: words.allDisabled, next };
  }
  return { lamp: 'on', text: words.well, next: null };

  /** Flows are changed at Patchworks alone: the way is the flow’s own page, or those who have one there. */
  function atFlow(id: string, flowName: string, there: Words['look'], asked: Words['askToLook']): DebugNext {
    const url = flows.find((flow) => flow.id === id)?.vendorUrl ?? null;
    const flow = isolated(flowName);
    return url === null ? { words: asked({ name, flow }), to: places.account } : { words: there({ flow }), to: url };
  }
}

/** What the newest run of each flow tells, when one of them did not go well. */
function failureOf(words: Words, flows: Detail['flows'], runs: Detail['runs']) {
  // Runs come newest first: of each flow the first one counts.
  const newest = flows.flatMap(({ id }) => runs.find(({ flowId }) => flowId === id) ?? []);
  const failing = newest.filter(({ state }) => state === 'failed' || state === 'partly');
  const [run] = failing.toSorted((one, other) => Number(other.state === 'failed') - Number(one.state === 'failed'));
  if (!run) return null;
  const startedAt = momentOf(run.startedAt);
  const kind = run.state === 'failed' ? 'failed' : 'partly';
  const flow = isolated(run.flowName);
  const parts = [
    startedAt === null ? words[`${kind}Unknown`]({ flow }) : words[kind]({ flow, since: formatMoment(startedAt) }),
    run.message === null ? null : words.said({ what: run.message }),
    failing.length > 1 ? words.others(failing.length - 1) : null,
  ];
  const lamp = kind === 'failed' ? ('failed' as const) : ('degraded' as const);
  return { lamp, text: parts.filter((part) => part !== null).join(' '), run };
}
