import { systemClock } from '#server/platform/clock.ts';
import type { ScriptedAnswer, ScriptedRow, ScriptedVendor } from '../../testing/adapter-harness.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { createTrayAdapter } from '../adapter.ts';
import { instance, otherOwner, owner } from '../fixtures/answers.ts';
import { createMemoryTokenStore } from './memory-token-store.ts';
import { type SeenRequest, type StubAnswer, startStubServer } from './stub-server.ts';

const masterToken = 'canary-master-token-of-the-script';
const userToken = 'canary-user-token-of-the-script';

/** A Tray that answers every question for instances as a script says, and an adapter that asks it. */
export async function startScriptedTray(answer: (cursor: string | null) => ScriptedAnswer): Promise<ScriptedVendor> {
  const stub = await startStubServer((request) => {
    if (request.operationName === 'Authorize') return { json: { data: { authorize: { accessToken: userToken } } } };
    return toStubAnswer(answer(cursorIn(request)), request);
  });
  const adapter = createTrayAdapter({
    apiUrl: stub.apiUrl,
    appUrl: 'https://wizard.example',
    partner: 'jackfield',
    masterToken,
    tokens: createMemoryTokenStore(),
    clock: systemClock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 5),
    debugUrlTemplate: null,
  });
  return { reader: adapter.reader, owner, secrets: () => [masterToken, userToken], stop: () => stub.stop() };
}

function cursorIn({ variables }: SeenRequest): string | null {
  const after = variables['after'];
  return typeof after === 'string' ? after : null;
}

function toStubAnswer(answer: ScriptedAnswer, { token }: SeenRequest): StubAnswer {
  if (answer === 'refusal') {
    return { json: { data: null, errors: [{ message: `The cursor is not known to ${token} and ${masterToken}` }] } };
  }
  const { rows, cursor, hasMore, totalCount } = answer;
  const edges = rows.map((row) => toEdge(row, cursor));
  const solutionInstances = { totalCount, edges, pageInfo: { endCursor: cursor, hasNextPage: hasMore } };
  return { json: { data: { viewer: { solutionInstances, authentications: { edges: [] } } } } };
}

/** Every row of a page has the page's own cursor: only the last one's matters. */
function toEdge(row: ScriptedRow, cursor: string | null): unknown {
  if (row === null) return null;
  const { id, name, isEnabled, createdAt, isForeign } = row;
  const given = { id, ...('name' in row ? { name } : {}), ...('isEnabled' in row ? { enabled: isEnabled } : {}) };
  const owned = { owner: (isForeign ? otherOwner : owner).vendorAccountId };
  const node = instance({ ...given, ...owned, ...('createdAt' in row ? { created: createdAt } : {}) });
  return { node, cursor };
}
