import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { plainProblem, problemOf, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import type { InstanceRowData } from './instance-row.ts';
import { updateInstanceValues } from './value-mutation.ts';
import type { ValuesInput } from './value-mutation.ts';

type Phase =
  | { at: 'rest' }
  /** The server was asked and has not answered. */
  | { at: 'asked' }
  /** It goes on with this operation. */
  | { at: 'running'; operationId: string }
  /** It is done, and what the vendor holds now is being read. */
  | { at: 'reading' };

/** A read that takes longer than this is not waited for. */
const readMs = 5_000;

/**
 * Saves values of an instance and follows the work to its end. `shown` changes its identity with each reading of the
 * instance. `onSaved` is called when the saved values have been read back, or could not be for a while; `onRefused` when
 * nothing came of it.
 */
export function useSaving(about: {
  row: InstanceRowData;
  shown: unknown;
  onSaved: () => void;
  onRefused: (problem: ClientProblem) => void;
}) {
  const { row, shown } = about;
  const [phase, setPhase] = useState<Phase>({ at: 'rest' });
  const finish = useEffectEvent(about.onSaved);
  const refuse = useEffectEvent(about.onRefused);
  const goOn = useEffectEvent(setPhase);

  const operation = phase.at === 'running' && row.operation?.id === phase.operationId ? row.operation : null;
  const state = operation?.state;
  const problemCode = operation?.problemCode ?? null;
  const problemMessage = operation?.problemMessage ?? null;
  useEffect(() => {
    if (state === 'succeeded') {
      goOn({ at: 'reading' });
      refresh('instance', row.id);
    } else if (state === 'failed' || state === 'stopped') {
      goOn({ at: 'rest' });
      if (problemCode === null) return;
      refuse({
        ...plainProblem(toProblemCode(problemCode), problemCode === 'conflict' ? 'nothing' : 'unknown'),
        vendor: row.vendor,
        instance: { id: row.id, name: row.name },
        ...(problemMessage !== null && { vendorMessage: problemMessage }),
      });
    }
  }, [state, problemCode, problemMessage, row.id, row.vendor, row.name]);

  const isReading = phase.at === 'reading';
  useEffect(() => {
    if (!isReading) return undefined;
    const timer = setTimeout(() => finish(), readMs);
    return () => clearTimeout(timer);
  }, [isReading]);
  // What was shown when the values had been saved is from before; the next reading is not.
  const shownBefore = useRef(shown);
  useEffect(() => {
    if (!isReading) shownBefore.current = shown;
    else if (shown !== shownBefore.current) finish();
  }, [isReading, shown]);

  async function save(input: Omit<ValuesInput, 'id'>): Promise<void> {
    setPhase({ at: 'asked' });
    try {
      const { id, state: now } = await updateInstanceValues({ id: row.id, ...input });
      setPhase(now === 'running' ? { at: 'running', operationId: id } : { at: 'reading' });
    } catch (error) {
      setPhase({ at: 'rest' });
      about.onRefused({ vendor: row.vendor, instance: { id: row.id, name: row.name }, ...problemOf(error) });
    }
    refresh('instance', row.id);
    refresh('operation');
  }

  return { isSaving: phase.at !== 'rest', save };
}
