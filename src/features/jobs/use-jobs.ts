import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { jobPageSize, mayFollow } from './job-filter.ts';
import { jobsQuery } from './job-queries.ts';
import type { JobData, JobListPage, JobListVariables } from './job-queries.ts';

export interface JobList {
  jobs: readonly JobData[];
  /** How asking went, as the newest answer has it; null before the first. */
  head: Pick<JobListPage, 'outcome' | 'problemFields'> | null;
  /** How many came that could not be read. */
  unreadableCount: number;
  problem: ClientProblem | null;
  /** What is shown belongs to the former filter; the new one's answer is under way. */
  isStale: boolean;
  hasMore: boolean;
  reading: 'nothing' | 'page' | 'all';
  readMore: () => void;
  /** Goes on until nothing follows, or it is stopped. */
  readAll: () => void;
  stop: () => void;
  /** Asks for the first page once more, at once. */
  again: () => void;
}

interface State {
  key: string;
  jobs: readonly JobData[];
  head: JobList['head'];
  unreadableCount: number;
  problem: ClientProblem | null;
  /** How many of the vendor's order were asked for so far. */
  offset: number;
  hasMore: boolean;
}

/** While a job runs it is looked at often: nobody tells of its end. */
const quickMs = 4_000;
const calmMs = 30_000;

const nothing = { jobs: [], head: null, unreadableCount: 0, problem: null, offset: 0, hasMore: false } as const;

/** Reads jobs page after page, as far as is wanted, and keeps the first page up to date. The vendor does not count them. */
export function useJobs(variables: JobListVariables): JobList {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<State>({ key, ...nothing });
  const [under, setUnder] = useState<{ key: string; reading: JobList['reading'] }>({ key, reading: 'nothing' });
  const reading = under.key === key ? under.reading : 'nothing';
  const current = useRef(key);
  const isWanted = useRef(false);

  const ask = useCallback(
    async (offset: number): Promise<State | null> => {
      const request: JobListVariables = JSON.parse(key);
      const result = await client
        .query(jobsQuery, { ...request, offset, limit: jobPageSize }, { requestPolicy: 'network-only' })
        .toPromise();
      if (current.current !== key) return null;
      const page = result.data?.jobs;
      const problem = result.error ? problemOfGraphError(result.error) : null;
      return await new Promise((resolve) => {
        // Drawing rows must not keep a key that is pressed meanwhile waiting.
        startTransition(() =>
          setState((former) => {
            const known = former.key === key ? former : { key, ...nothing };
            const next = page ? withPage(known, page, offset, problem) : { ...former, problem };
            resolve(next);
            return next;
          }),
        );
      });
    },
    [client, key],
  );

  useEffect(() => {
    current.current = key;
    isWanted.current = false;
    void ask(0);
  }, [key, ask]);

  const isAnyRunning = state.jobs.slice(0, jobPageSize).some((job) => job.state === 'running');
  useEffect(() => {
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible') void ask(0);
      },
      isAnyRunning ? quickMs : calmMs,
    );
    return () => clearInterval(timer);
  }, [ask, isAnyRunning]);

  const read = useCallback(
    async (goal: 'page' | 'all') => {
      if (isWanted.current) return;
      isWanted.current = true;
      setUnder({ key, reading: goal });
      let { offset }: Pick<State, 'offset'> = state;
      while (isWanted.current) {
        const after = await ask(offset);
        // Another filter since: what it asks for is its own.
        if (after === null) return;
        if (goal === 'page' || !after.hasMore || after.problem || after.offset <= offset) break;
        offset = after.offset;
      }
      isWanted.current = false;
      setUnder({ key, reading: 'nothing' });
    },
    [ask, key, state],
  );

  const again = useCallback(() => void ask(0), [ask]);

  return {
    ...state,
    isStale: state.key !== key,
    reading,
    readMore: () => void read('page'),
    readAll: () => void read('all'),
    stop: () => {
      isWanted.current = false;
    },
    again,
  };
}

/**
 * The list with a page put in its place. A first page that is read again renews what it holds and puts what is new on top.
 * Jobs that began meanwhile push the others down, so that one may come once more with the next page: it stays where it was.
 */
function withPage(known: State, page: JobListPage, offset: number, problem: ClientProblem | null): State {
  const head = { outcome: page.outcome, problemFields: page.problemFields };
  // What was read before stays, also when the vendor does not answer now.
  if (page.outcome.state !== 'ok' && page.outcome.state !== 'empty') return { ...known, head, problem };
  const isNext = offset >= known.offset;
  const hasMore = isNext ? mayFollow(page) : known.hasMore;
  if (offset === 0 && known.offset <= jobPageSize) {
    const { unreadableCount, nodes } = page;
    return {
      ...known,
      head,
      problem,
      jobs: nodes,
      unreadableCount,
      offset: nodes.length + unreadableCount,
      hasMore: mayFollow(page),
    };
  }
  const fresh = new Map(page.nodes.map((job) => [job.id, job]));
  const had = new Set(known.jobs.map(({ id }) => id));
  const renewed = known.jobs.map((job) => fresh.get(job.id) ?? job);
  const added = page.nodes.filter(({ id }) => !had.has(id));
  return {
    ...known,
    head,
    problem,
    jobs: isNext ? [...renewed, ...added] : [...added, ...renewed],
    unreadableCount: known.unreadableCount + (isNext ? page.unreadableCount : 0),
    offset: isNext ? offset + page.nodes.length + page.unreadableCount : known.offset,
    hasMore,
  };
}
