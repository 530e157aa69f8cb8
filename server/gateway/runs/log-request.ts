import { type LogSeverity, logSeverities } from '#contract/endpoints/runs.ts';
import { z } from 'zod';
import type { FieldProblem } from '#contract/problems.ts';
import type { LogFilter } from '../../vendors/runs.ts';
import { ProblemError } from '../problem-error.ts';

const dayMs = 86_400_000;
/** Lines bear the vendor's time, which may run ahead of ours. */
const aheadMs = 60_000;

const moment = z.iso.datetime({ offset: true });
const text = (most: number) => z.string().max(most);
const query = z.object({
  run: text(500).min(1).optional(),
  severity: z.array(z.enum(logSeverities)).max(logSeverities.length).default([]),
  q: text(200).optional(),
  from: moment.optional(),
  to: moment.optional(),
  order: z.enum(['newest', 'oldest']).default('newest'),
  after: text(8_000).min(1).optional(),
});

/** The time that a page is cut out of stays the same on all pages, and so goes with the reference to the next one. */
const reference = z.tuple([z.iso.datetime(), z.iso.datetime(), z.string().min(1)]);

interface LogRequest {
  filter: LogFilter;
  /** The vendor's reference to one of its pages; null: the first. */
  after: string | null;
}

/** What lines are asked for. Throws `ProblemError` `bad_input`, with what is wrong beside its field. */
export function readLogRequest(address: URL, vendorId: string, now: Date): LogRequest {
  const given = address.searchParams;
  const parsed = query.safeParse({ ...Object.fromEntries(given), severity: given.getAll('severity') });
  if (!parsed.success) throw badInput(parsed.error.issues.map(({ path, code }) => [String(path[0]), problemOf(code)]));
  const { run, severity, q, from, to, order, after } = parsed.data;
  const page = after === undefined ? null : readReference(after);
  const until = page?.to ?? (to === undefined ? new Date(now.getTime() + aheadMs) : new Date(to));
  const since = page?.from ?? (from === undefined ? new Date(now.getTime() - dayMs) : new Date(from));
  if (since > until) throw badInput([['from', 'unknown_value']]);
  const filter = {
    vendorId,
    from: since,
    to: until,
    order,
    ...(run === undefined ? {} : { runId: run }),
    ...(severity.length === 0 ? {} : { severities: severity satisfies LogSeverity[] }),
    ...(q === undefined || q.trim() === '' ? {} : { text: q.trim() }),
  };
  return { filter, after: page?.reference ?? null };
}

/** The reference to the page behind this one, as the browser gets it; null after the last. */
export function writeReference({ filter }: LogRequest, next: string | null): string | null {
  if (next === null) return null;
  const parts = [filter.from.toISOString(), filter.to.toISOString(), next];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function readReference(after: string): { from: Date; to: Date; reference: string } {
  try {
    const [from, to, next] = reference.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
    return { from: new Date(from), to: new Date(to), reference: next };
  } catch {
    throw badInput([['after', 'malformed']]);
  }
}

function problemOf(code: string): FieldProblem {
  if (code === 'too_big') return 'too_long';
  return code === 'invalid_value' ? 'unknown_value' : 'malformed';
}

function badInput(fields: [string, FieldProblem][]): ProblemError {
  return new ProblemError('bad_input', { fields: Object.fromEntries(fields) });
}
