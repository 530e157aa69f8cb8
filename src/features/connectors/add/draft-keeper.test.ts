import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deferred } from '#src/testing/deferred.ts';
import { answerJson, installFakeServer } from '#src/testing/fake-server.ts';
import { connectorDraft } from '#src/testing/connector-fixtures.ts';
import { maya, sessionOf } from '#src/testing/fixtures.ts';
import { createDraftKeeper, keptSoFar } from './draft-keeper.ts';

const draft = connectorDraft();
const path = `PUT /api/connector-drafts/${draft.id}`;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function keeping(answer: (body: unknown) => object | Promise<object> = () => ({ draft })) {
  const bodies: unknown[] = [];
  installFakeServer({
    session: sessionOf(maya),
    graph: {},
    rest: {
      [path]: (body) => {
        bodies.push(body);
        return answer(body);
      },
    },
  });
  return { keeper: createDraftKeeper(draft), bodies };
}

function named(name: string) {
  return { details: { ...draft.details, name }, methodId: '31', values: { 'store.domain': 's' } };
}

test('what is typed without a pause is sent once, as it is in the end', async () => {
  const { keeper, bodies } = keeping();
  keeper.keep(named('S'));
  keeper.keep(named('Shop'));
  expect(bodies).toEqual([]);
  await vi.advanceTimersByTimeAsync(300);
  expect(bodies).toEqual([named('Shop')]);
  expect(keeper.keeping.get()).toEqual({ state: 'kept' });
});

test('what is the same is not sent again', async () => {
  const { keeper, bodies } = keeping();
  keeper.keep({ details: draft.details, methodId: draft.methodId, values: draft.values });
  await keeper.flush();
  expect(bodies).toEqual([]);
});

test('what is typed while a request is under way follows it, and nothing overtakes', async () => {
  const first = deferred<object>();
  const { keeper, bodies } = keeping(() => (bodies.length === 1 ? first.promise : { draft }));
  keeper.keep(named('One'));
  const kept = keeper.flush();
  await vi.advanceTimersByTimeAsync(0);
  keeper.keep(named('Two'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(bodies).toEqual([named('One')]);
  let isSettled = false;
  const settled = keptSoFar(draft.id).then(() => (isSettled = true));
  await vi.advanceTimersByTimeAsync(0);
  expect(isSettled).toBe(false);
  first.resolve({ draft });
  await kept;
  await settled;
  expect(bodies).toEqual([named('One'), named('Two')]);
});

test('what is wrong keeps the last that was right, and an empty name is kept', async () => {
  const { keeper, bodies } = keeping();
  const wrong = { ...draft.details, name: '', rateLimitAmount: Number.NaN, dateFormat: 'Y' };
  keeper.keep({ ...named(''), details: wrong });
  await keeper.flush();
  expect(bodies).toEqual([{ ...named(''), details: { ...draft.details, name: '', dateFormat: 'Y' } }]);
});

test('a failure is told, and the next try sends the newest', async () => {
  let isDown = true;
  const { keeper, bodies } = keeping(() =>
    isDown ? answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'r' } }, 500) : { draft },
  );
  keeper.keep(named('One'));
  expect((await keeper.flush())?.code).toBe('internal');
  expect(keeper.keeping.get().state).toBe('failed');
  isDown = false;
  keeper.keep(named('Two'));
  expect(await keeper.flush()).toBeNull();
  expect(bodies.at(-1)).toEqual(named('Two'));
});
