import { z } from 'zod';
import { ProblemError } from '../problem-error.ts';

/**
 * Where a list of runs goes on. A vendor's cursors are places in a list that grows at its beginning, so the list ends at a
 * moment, `until`, and whatever begins later moves nothing.
 */
export interface RunCursor {
  until: Date;
  /** The vendor's reference to one of its own pages; null: the first. */
  reference: string | null;
  /** How many rows of that page were shown before. */
  skip: number;
}

const wireCursor = z.tuple([z.iso.datetime(), z.string().max(5_000).nullable(), z.number().int().min(0).max(1_000)]);

export function writeRunCursor({ until, reference, skip }: RunCursor): string {
  return Buffer.from(JSON.stringify([until.toISOString(), reference, skip])).toString('base64url');
}

/** Throws `ProblemError` for what is none. */
export function readRunCursor(after: string): RunCursor {
  const parsed = wireCursor.safeParse(parseJson(Buffer.from(after, 'base64url').toString()));
  if (!parsed.success) throw new ProblemError('bad_input', { fields: { after: 'malformed' } });
  const [until, reference, skip] = parsed.data;
  return { until: new Date(until), reference, skip };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
