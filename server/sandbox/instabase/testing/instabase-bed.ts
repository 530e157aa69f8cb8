import { z } from 'zod';

import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { createTestDatabase } from '#server/testing/database.ts';

import { startInstabase } from '../instabase-sandbox.ts';

export const tokens = {
  admin: 'sandbox-instabase',
  northwind: 'sandbox-instabase-northwind',
  fabrikam: 'sandbox-instabase-fabrikam',
  archive: 'sandbox-instabase-archive',
} as const;

export const root = '/api/v2/solutions/deployed';

const solution = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  owner: z.string(),
  author: z.string(),
  state: z.string(),
});

const listAnswer = z.object({
  has_more: z.tuple([z.boolean()]),
  next_offset: z.tuple([z.number()]),
  solutions: z.array(solution),
});

const run = z.object({
  id: z.string(),
  state: z.string(),
  startTimeNs: z.string(),
  lastStartTimeNs: z.string(),
  completionTimeNs: z.string().nullable(),
  timeTakenNs: z.string().nullable(),
  deployedSolutionId: z.string(),
  outputFolder: z.string(),
});

const statusAnswer = z.object({
  status: z.string(),
  msg: z.string(),
  state: z.string().optional(),
  results: z.array(z.record(z.string(), z.unknown())).optional(),
  cur_status: z.string().optional(),
});

export type ListedSolution = z.infer<typeof solution>;
export type ListedRun = z.infer<typeof run>;

/** A sandbox of its own for one test file, and the words its tests are written in. */
export interface InstabaseBed {
  clock: AdjustableClock;
  /** Any request, with this token. */
  send(token: string | null, method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  raw(path: string, init: RequestInit): Promise<Response>;
  list(token: string, query?: string): Promise<z.infer<typeof listAnswer>>;
  /** The one solution that a query finds. */
  only(token: string, query: string): Promise<ListedSolution>;
  jobs(token: string, query: string): Promise<ListedRun[]>;
  status(token: string, jobId: string, type: 'async' | 'flow'): Promise<z.infer<typeof statusAnswer>>;
  /** Sends what begins a job, expects it to be taken, and answers its id. */
  begin(token: string, method: string, path: string, body?: unknown): Promise<string>;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the imitation on a free port with a fresh database and without a rate limit. */
export async function startInstabaseBed(): Promise<InstabaseBed> {
  const database = await createTestDatabase();
  const clock = createAdjustableClock();
  const start = () =>
    startInstabase({
      database,
      clock,
      advanceClock: async (milliseconds) => clock.advance(milliseconds),
      port: 0,
      logger: createLogger('silent'),
    });
  let vendor = await start();

  const raw: InstabaseBed['raw'] = (path, init) =>
    fetch(`${vendor.origin.replace('localhost', '127.0.0.1')}${path}`, init);
  const send: InstabaseBed['send'] = async (token, method, path, body) => {
    const response = await raw(path, {
      method,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const ask = async (...request: Parameters<InstabaseBed['send']>) => {
    const answer = await send(...request);
    if (answer.status !== 200) throw new Error(`Answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const list: InstabaseBed['list'] = async (token, query = '') =>
    listAnswer.parse(await ask(token, 'GET', `${root}?${query}`));

  const bed: InstabaseBed = {
    clock,
    raw,
    send,
    list,
    only: async (token, query) => {
      const { solutions } = await list(token, query);
      const [first, second] = solutions;
      if (!first || second) throw new Error(`${query} finds ${solutions.length} solutions`);
      return first;
    },
    jobs: async (token, query) =>
      z.strictObject({ jobs: z.array(run) }).parse(await ask(token, 'GET', `${root}/jobs?${query}`)).jobs,
    status: async (token, jobId, type) =>
      statusAnswer.parse(
        await ask(token, 'GET', `/api/v1/jobs/status?${new URLSearchParams({ job_id: jobId, type }).toString()}`),
      ),
    begin: async (...request) => z.strictObject({ job_id: z.string() }).parse(await ask(...request)).job_id,
    control: async (method, path, body) => {
      const response = await raw(`/_sandbox${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`Answered ${response.status}: ${await response.text()}`);
      return response.json();
    },
    restart: async () => {
      await vendor.close();
      vendor = await start();
      await bed.control('PUT', '/limits', { rate: null });
    },
    stop: async () => {
      await vendor.close();
      await database.drop();
    },
  };
  await bed.control('PUT', '/limits', { rate: null });
  return bed;
}
