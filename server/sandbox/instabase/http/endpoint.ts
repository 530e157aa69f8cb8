import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

import type { Logger } from '#server/platform/logger.ts';

import type { FaultBook, FaultName, MatchingFault } from '../../faults.ts';
import { answerUnderFaults, type VendorFaultAnswers } from '../../http-faults.ts';
import type { RateLimiter } from '../../rate-limit.ts';
import type { UserRow } from '../database/tables.ts';
import { type Dialect, failureAnswer, InstabaseError } from '../instabase-errors.ts';
import { type InstabaseServices, later } from '../instabase-services.ts';
import { finishDueJobs } from '../store/async-jobs.ts';
import type { LateSince } from '../store/solutions.ts';
import { identifyCaller } from '../store/users.ts';
import { withNulls } from '../wire/nulls.ts';
import { concernedAccounts } from './concerned-accounts.ts';

/** What the endpoints need. */
export interface EndpointParts {
  services: InstabaseServices;
  faults: FaultBook;
  rateLimiter: RateLimiter;
  logger: Logger;
}

/** One authorised request. */
export interface Call {
  caller: UserRow;
  query: URLSearchParams;
  /** The body as an object, whatever content type it was sent with; or an InstabaseError. */
  body: () => Record<string, unknown>;
  /** Since when the reads of this request are late; null when they are not. */
  lateSince: LateSince;
  /** How long the job that this request begins will take. */
  durationMs: (usual: number) => number;
}

type InstabaseContext = Context<{ Bindings: HttpBindings }>;
type Endpoint = (context: InstabaseContext) => Promise<Response>;
/** Turns the work of one address into an answer with all that Instabase puts around it. */
export type Serve = (dialect: Dialect, work: (call: Call, context: InstabaseContext) => Promise<unknown>) => Endpoint;

const staleMs = 30_000;
/** Still within the ten seconds that a job of the sandbox may take. */
const slowJobMs = 9_500;

/** Authorisation, rate limit, faults and failures, the same around every address. */
export function createServe(parts: EndpointParts): Serve {
  const { services, faults, rateLimiter, logger } = parts;
  return (dialect, work) => async (context) => {
    const caller = await identifyCaller(services, context.req.header('authorization'));
    if (!caller) return failureAnswer(dialect, 401, 'Invalid access token');
    if (!rateLimiter.take()) return tooMany(dialect);
    const query = new URL(context.req.url).searchParams;
    const sent = parseJson(await context.req.text());
    if (hasZeroByte(query, sent)) return failureAnswer(dialect, 400, 'A zero byte is not allowed');
    const matching = faults.isEmpty()
      ? []
      : faults.matching({
          method: context.req.method,
          path: context.req.path,
          fields: [],
          accounts: await concernedAccounts(services, { caller, path: context.req.path, query, body: sent }),
        });
    const strikes = (name: FaultName) => strikesOne(matching, name);
    const call: Call = {
      caller,
      query,
      body: () => asObject(sent),
      lateSince: context.req.method === 'GET' && strikes('stale-reads') ? later(services.clock.now(), -staleMs) : null,
      durationMs: (usual) => (strikes('slow-to-settle') ? slowJobMs : usual),
    };
    return answerUnderFaults(matching, faultAnswers(dialect), context.env, async () => {
      try {
        await finishDueJobs(services);
        const answer = await work(call, context);
        return Response.json(strikes('nulls') ? withNulls(answer) : answer);
      } catch (error) {
        if (error instanceof InstabaseError) return failureAnswer(dialect, error.status, error.message);
        logger.error(
          { error: error instanceof Error ? error.stack : String(error) },
          'the imitation of Instabase failed',
        );
        return failureAnswer(dialect, 500, 'Internal server error');
      }
    });
  };
}

function strikesOne(matching: readonly MatchingFault[], name: FaultName): boolean {
  return matching.some(({ fault, strike }) => fault.fault === name && strike());
}

function faultAnswers(dialect: Dialect): VendorFaultAnswers {
  return {
    '401': () => failureAnswer(dialect, 401, 'Invalid access token'),
    '403': () => failureAnswer(dialect, 403, 'Permission denied'),
    '500': () => failureAnswer(dialect, 500, 'Internal server error'),
    'rate-limit': () => tooMany(dialect),
    'too-early': () => failureAnswer(dialect, 409, 'The deployed solution is not ready yet'),
  };
}

/** Instabase documents neither a limit nor its answer; this is the plain one of HTTP. */
function tooMany(dialect: Dialect): Response {
  return failureAnswer(dialect, 429, 'Too many requests', { 'retry-after': '1' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** PostgreSQL keeps no text with this character in it. */
function hasZeroByte(query: URLSearchParams, sent: unknown): boolean {
  const inQuery = [...query.values()].some((value) => value.includes('\0'));
  return inQuery || JSON.stringify(sent ?? null).includes(String.raw`\u0000`);
}

function asObject(sent: unknown): Record<string, unknown> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    throw new InstabaseError(400, 'The body must be a JSON object');
  }
  return Object.fromEntries(Object.entries(sent));
}
