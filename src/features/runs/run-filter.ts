import { momentOf } from '#src/lib/format.ts';
import type { RunFilterInput } from './run-queries.ts';

/** Which runs are on show, as the address says: `?state=failed|unmended|succeeded`, `?instance=`, `?from=` and `?to=`. */
export interface RunFilterChoice {
  state: 'all' | 'failed' | 'unmended' | 'succeeded';
  instanceId: string | null;
  flowId: string | null;
  from: string | null;
  to: string | null;
}

export const stateChoices = ['all', 'failed', 'unmended', 'succeeded'] as const;

const keys = { state: 'state', instanceId: 'instance', flowId: 'flow', from: 'from', to: 'to' } as const;

/** What the address asks for; what it cannot mean is left out. */
export function readRunFilter(search: URLSearchParams): RunFilterChoice {
  const moment = (key: string) => {
    const text = search.get(key);
    return momentOf(text) === null ? null : text;
  };
  return {
    state: stateChoices.find((known) => known === search.get(keys.state)) ?? 'all',
    instanceId: search.get(keys.instanceId) || null,
    flowId: search.get(keys.flowId) || null,
    from: moment(keys.from),
    to: moment(keys.to),
  };
}

/** The address with this part of the filter changed; all else in it stays. */
export function writeRunFilter(before: URLSearchParams, change: Partial<RunFilterChoice>): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const key of Object.keys(keys)) {
    if (!isKey(key) || change[key] === undefined) continue;
    const value = change[key];
    if (value === null || value === 'all') after.delete(keys[key]);
    else after.set(keys[key], value);
  }
  return after;
}

function isKey(key: string): key is keyof RunFilterChoice {
  return Object.hasOwn(keys, key);
}

/** As the server takes it. */
export function toRunFilter({ state, instanceId, flowId, from, to }: RunFilterChoice): RunFilterInput {
  return {
    ...(instanceId !== null && { instanceId }),
    ...(flowId !== null && { flowId }),
    ...(state === 'unmended' && { isUnmended: true }),
    ...((state === 'failed' || state === 'succeeded') && { state }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  };
}

/** Whether anything but the instance is asked for. */
export function isNarrowed({ state, flowId, from, to }: RunFilterChoice): boolean {
  return state !== 'all' || flowId !== null || from !== null || to !== null;
}
