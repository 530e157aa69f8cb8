import { count, i18n, params } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';
import type { RunData } from './run-queries.ts';

export const runWords = i18n('runWords', {
  waiting: 'Waiting',
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  unknown: 'Unknown',
  idle: 'Nothing to do',

  webhook: 'Webhook',
  schedule: 'Schedule',
  test: 'Test',
  deployment: 'Deployment',
  removal: 'Removal',
  flow: 'Another flow',
  agent: 'Agent',
  unknownTrigger: 'Unknown',
  isTest: 'test',

  someFlow: 'Flow not told',
  retried: count({ one: 'Retried {count} time', other: 'Retried {count} times' }),
  retriedOf: params<{ done: number; most: number }>('Retry {done} of {most}'),
  replayed: 'Replayed',
  isReplay: 'Replay',
  replay: 'Replay',
  viewOnly: 'You may look only. Ask a colleague who may change instances.',
});

type Words = ReturnType<typeof runWords.get>;

const lamps: Record<RunData['state'], LampKind> = {
  waiting: 'waiting',
  running: 'working',
  succeeded: 'on',
  failed: 'failed',
  unknown: 'unknown',
};

/** A run's state as lamp and word. */
export function shownRunState(t: Words, run: Pick<RunData, 'state' | 'wasIdle'>): { lamp: LampKind; word: string } {
  if (run.state === 'succeeded' && run.wasIdle) return { lamp: 'off', word: t.idle };
  // A state that a newer server knows and this page does not.
  const lamp: LampKind | undefined = lamps[run.state];
  return lamp ? { lamp, word: t[run.state] } : { lamp: 'unknown', word: t.unknown };
}

/** What began a run. */
export function triggerWord(t: Words, trigger: RunData['trigger']): string {
  if (trigger === 'unknown') return t.unknownTrigger;
  const word: string | undefined = t[trigger];
  return word ?? t.unknownTrigger;
}

/** Whether its state may still change. */
export function isUnderWay({ state }: Pick<RunData, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}

/** How often it was tried again, in words; null where it was not. */
export function retryWord(t: Words, { retryCount, mostRetries }: Pick<RunData, 'retryCount' | 'mostRetries'>) {
  if (!retryCount) return null;
  return mostRetries ? t.retriedOf({ done: retryCount, most: mostRetries }) : t.retried(retryCount);
}
