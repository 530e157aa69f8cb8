import { systemClock } from '#server/platform/clock.ts';
import type { ScriptedAnswer, ScriptedRow, ScriptedVendor } from '../../testing/adapter-harness.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { createPatchworksAdapter } from '../adapter.ts';
import { createMemoryCredentials } from './memory-credentials.ts';
import { type SeenRequest, type StubAnswer, startStubApi } from './stub-api.ts';

const key = 'canary-key-of-the-script';
const owner = { vendorAccountId: 'scripted' };

/**
 * A Patchworks that answers every question for instances as a script says, and an adapter that asks it. The script's
 * cursors become numbers of pages, each its own.
 */
export async function startScriptedPatchworks(
  answer: (cursor: string | null) => ScriptedAnswer,
): Promise<ScriptedVendor> {
  const cursors: (string | null)[] = [null];
  const numberOf = (cursor: string): number => {
    if (!cursors.includes(cursor)) cursors.push(cursor);
    return cursors.indexOf(cursor) + 1;
  };
  const stub = await startStubApi((request) => {
    const page = Number(request.query.get('page'));
    return toStubAnswer(answer(cursors[page - 1] ?? null), request, page, numberOf);
  });
  const credentials = createMemoryCredentials();
  credentials.add({ externalId: owner.vendorAccountId, name: 'Scripted', key });
  const { reader } = createPatchworksAdapter({
    apiUrl: stub.origin,
    credentials,
    introduce: () => Promise.resolve(owner),
    clock: systemClock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 5),
    flowUrlTemplate: null,
    debugUrlTemplate: null,
  });
  return { reader, owner, secrets: () => [key], stop: () => stub.stop() };
}

function toStubAnswer(
  answer: ScriptedAnswer,
  { headers }: SeenRequest,
  page: number,
  numberOf: (cursor: string) => number,
): StubAnswer {
  if (answer === 'refusal') {
    return { status: 422, json: { message: `The page is not known to ${String(headers['authorization'])}` } };
  }
  const { rows, cursor, hasMore, totalCount } = answer;
  const next = hasMore && cursor !== null ? `http://elsewhere.example/connectors?page=${numberOf(cursor)}` : null;
  return {
    json: {
      data: rows.map(toItem),
      meta: { current_page: page, last_page: hasMore ? page + 1 : page, total: totalCount },
      links: { next },
    },
  };
}

function toItem(row: ScriptedRow): unknown {
  if (row === null) return null;
  const { id, name, createdAt } = row;
  return { id, name, created_at: createdAt, system: { id: 7, label: 'Shopify' }, flows_count: 0 };
}
