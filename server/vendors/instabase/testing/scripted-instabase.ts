import { systemClock } from '#server/platform/clock.ts';
import type { ScriptedAnswer, ScriptedRow, ScriptedVendor } from '../../testing/adapter-harness.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { createInstabaseAdapter } from '../adapter.ts';
import { otherOwner, owner, solution } from '../fixtures/answers.ts';
import { createMemoryCredentials } from './memory-credentials.ts';
import { type SeenRequest, type StubAnswer, startStubServer } from './stub-server.ts';

const operatorToken = 'canary-operator-token-of-the-script';
const ownerToken = 'canary-owner-token-of-the-script';

/** Far enough apart that the rows asked for once more lie between two of them. */
const stride = 1_000;

/**
 * An Instabase that answers every question for solutions as a script says, and an adapter that asks it. The script's
 * cursors become offsets in the order in which they are first used.
 */
export async function startScriptedInstabase(
  answer: (cursor: string | null) => ScriptedAnswer,
): Promise<ScriptedVendor> {
  const cursors: string[] = [];
  const offsetOf = (cursor: string): number => {
    if (!cursors.includes(cursor)) cursors.push(cursor);
    return (cursors.indexOf(cursor) + 1) * stride;
  };
  const stub = await startStubServer((request) => {
    const place = Math.ceil(Number(request.query.get('offset') ?? '0') / stride);
    const said = answer(place === 0 ? null : (cursors[place - 1] ?? null));
    return toStubAnswer(said, request, offsetOf);
  });
  const credentials = createMemoryCredentials();
  credentials.keep({ ...owner, name: 'Maya', externalId: 'northwind' }, ownerToken);
  const adapter = createInstabaseAdapter({
    siteUrl: stub.siteUrl,
    operatorToken,
    credentials,
    findLinkedOwner: () => Promise.resolve(null),
    clock: systemClock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 5),
    debugUrlTemplate: null,
    reviewUrlTemplate: null,
  });
  return { reader: adapter.reader, owner, secrets: () => [operatorToken, ownerToken], stop: () => stub.stop() };
}

function toStubAnswer(
  answer: ScriptedAnswer,
  { path, token }: SeenRequest,
  offsetOf: (cursor: string) => number,
): StubAnswer {
  if (answer === 'refusal') return { status: 400, json: { message: `The offset is not known to ${token}` } };
  const { rows, cursor, hasMore, totalCount } = answer;
  const solutions = rows.map(toSolution);
  // One solution is answered with the last row: where the script mixes rows up, that is somebody else's.
  if (!path.endsWith('/deployed')) return { json: { solution: solutions.at(-1) } };
  const next = hasMore && cursor !== null ? offsetOf(cursor) : -1;
  return { json: { has_more: [hasMore], next_offset: [next], solutions, total_count: totalCount } };
}

function toSolution(row: ScriptedRow): unknown {
  if (row === null) return null;
  const { id, name, isEnabled, createdAt, isForeign } = row;
  const state = isEnabled === true ? 'ACTIVE' : isEnabled === false ? 'INACTIVE' : isEnabled;
  return solution({
    id,
    version: '',
    owner: (isForeign ? otherOwner : owner).vendorAccountId,
    ...('name' in row ? { name } : {}),
    ...('isEnabled' in row ? { state } : {}),
    ...('createdAt' in row ? { createdAtMs: createdAt } : {}),
  });
}
