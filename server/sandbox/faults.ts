import { z } from 'zod';

export const faultNames = [
  'latency',
  '429',
  'rate-limit',
  '500',
  '401',
  '403',
  'timeout',
  'reset',
  'html',
  'nulls',
  'graphql-errors',
  'stale-reads',
  'too-early',
  'slow-to-settle',
] as const;

const faultSchema = z.strictObject({
  /** A GraphQL root field, or `METHOD /path-prefix`. */
  match: z.string().regex(/^([A-Za-z_]\w*|[A-Z]+ \/\S*)$/, 'must be a root field or "METHOD /path-prefix"'),
  fault: z.enum(faultNames),
  /** How often it strikes; without it, until cleared. */
  times: z.number().int().min(1).optional(),
  /** Does the work first and fails then. */
  after: z.boolean().optional(),
  /** Strikes only what concerns the vendor-side account with this external id. */
  who: z.string().min(1).optional(),
  /** For `latency`: how long, in milliseconds of real time. */
  ms: z.number().int().min(0).max(600_000).optional(),
  /** For `429`: the header `Retry-After`, in seconds. */
  retryAfter: z.number().int().min(0).optional(),
});

export const faultListSchema = z.array(faultSchema).max(1000);

/** One order for trouble, as the fault control takes it. */
export type Fault = z.infer<typeof faultSchema>;
export type FaultName = Fault['fault'];

/** What a request is about, for matching. */
export interface FaultSubject {
  method: string;
  path: string;
  /** The GraphQL root fields it selects; none for plain HTTP. */
  fields: readonly string[];
  /** External ids of the vendor-side accounts it concerns. */
  accounts: readonly string[];
}

/** A fault that matches a request. It costs one of its `times` only when it strikes. */
export interface MatchingFault {
  fault: Fault;
  /** Uses one of `times`; false when another request used the last one meanwhile. */
  strike: () => boolean;
}

/** The faults in force at one vendor. */
export interface FaultBook {
  replace(faults: readonly Fault[]): void;
  /** With the `times` that are left. */
  list(): Fault[];
  isEmpty(): boolean;
  matching(subject: FaultSubject): MatchingFault[];
}

interface Entry {
  fault: Fault;
  left: number;
}

/** Faults live in memory: a restart of the sandbox clears them. */
export function createFaultBook(): FaultBook {
  let entries: Entry[] = [];
  return {
    replace: (faults) => {
      entries = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
    },
    list: () =>
      entries
        .filter((entry) => entry.left > 0)
        .map(({ fault, left }) => (fault.times === undefined ? fault : { ...fault, times: left })),
    isEmpty: () => !entries.some((entry) => entry.left > 0),
    matching: (subject) =>
      entries
        .filter((entry) => entry.left > 0 && isAbout(entry.fault, subject))
        .map((entry) => ({ fault: entry.fault, strike: () => strike(entry) })),
  };
}

function strike(entry: Entry): boolean {
  if (entry.left <= 0) return false;
  entry.left -= 1;
  return true;
}

function isAbout(fault: Fault, subject: FaultSubject): boolean {
  if (fault.who !== undefined && !subject.accounts.includes(fault.who)) return false;
  const [method, pathPrefix] = fault.match.split(' ');
  if (pathPrefix === undefined) return subject.fields.includes(fault.match);
  return method === subject.method && subject.path.startsWith(pathPrefix);
}
