import type { ScriptedAnswer, ScriptedRow, ScriptedVendor } from '../../testing/adapter-harness.ts';
import { instance, otherOwner, owner, page } from '../fixtures/answers.ts';
import { type SeenRequest, type StubAnswer, startStubServer } from './stub-server.ts';
import { answerSigning, createStubbedAdapter, operatorToken } from './stubbed-adapter.ts';

/** A Prismatic that answers every question for instances as a script says, and an adapter that asks it. */
export async function startScriptedPrismatic(
  answer: (cursor: string | null) => ScriptedAnswer,
): Promise<ScriptedVendor> {
  const stub = await startStubServer(
    (request) => answerSigning(request) ?? toStubAnswer(answer(cursorIn(request)), request),
  );
  const { reader } = createStubbedAdapter(stub.baseUrl);
  return { reader, owner, secrets: () => [operatorToken], stop: () => stub.stop() };
}

function cursorIn({ variables }: SeenRequest): string | null {
  const after = variables['after'];
  return typeof after === 'string' ? after : null;
}

function toStubAnswer(answer: ScriptedAnswer, { operation, token }: SeenRequest): StubAnswer {
  if (answer === 'refusal') {
    return { json: { data: null, errors: [{ message: `The cursor is not known to ${token} and ${operatorToken}` }] } };
  }
  const { rows, cursor, hasMore, totalCount } = answer;
  const nodes = rows.map(toNode);
  // Asked for one, the script's last row is the answer.
  if (operation === 'Instance') return { json: { data: { instance: nodes.at(-1) ?? null } } };
  return { json: { data: { instances: page(nodes, { cursor, hasMore, total: totalCount }) } } };
}

function toNode(row: ScriptedRow): unknown {
  if (row === null) return null;
  const { id, name, isEnabled, createdAt, isForeign } = row;
  return instance({
    id,
    ...('name' in row ? { name } : {}),
    ...('isEnabled' in row ? { enabled: isEnabled } : {}),
    ...('createdAt' in row ? { createdAt } : {}),
    customer: { id: (isForeign ? otherOwner : owner).vendorAccountId },
  });
}
