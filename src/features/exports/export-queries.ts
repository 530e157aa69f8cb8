import { queryOptions } from '@tanstack/react-query';
import { type Export, getExports } from '#contract/endpoints/exports.ts';
import { send } from '#src/api/http.ts';

/** While one is written its progress is worth following; else files only expire. */
const quickMs = 1_000;
const calmMs = 60_000;

/** One's own files of the last day, the newest first. */
export function exportsQuery() {
  return queryOptions({
    queryKey: ['export', 'list'],
    queryFn: ({ signal }) => send(getExports, { signal }),
    refetchInterval: ({ state }) => (state.data?.exports.some(isUnderWay) ? quickMs : calmMs),
  });
}

export function isUnderWay({ state }: Pick<Export, 'state'>): boolean {
  return state === 'running';
}
