import { afterAll, beforeAll, expect, it } from 'vitest';

import { createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { createTestDatabase, type TestDatabase } from '#server/testing/database.ts';

import { startPatchworks } from '../patchworks-sandbox.ts';
import { northwindKey } from '../testing/patchworks-bed.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function start() {
  const clock = createAdjustableClock();
  return startPatchworks({
    database,
    clock,
    advanceClock: (milliseconds) => Promise.resolve(clock.advance(milliseconds)),
    port: 0,
    logger: createLogger('silent'),
  });
}

async function connectors(origin: string): Promise<unknown> {
  const headers = { authorization: northwindKey, accept: 'application/json' };
  const answer = await fetch(`${origin}/api/v1/connectors`, { headers });
  const { data } = await answer.json();
  return data;
}

it('keeps its state over a restart, and seeds once', async () => {
  const first = await start();
  const headers = { authorization: northwindKey, accept: 'application/json', 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'Renamed' });
  await fetch(`${first.origin}/api/v1/connectors/1`, { method: 'PATCH', headers, body });
  const before = await connectors(first.origin);
  await first.close();
  const second = await start();
  expect(await connectors(second.origin)).toEqual(before);
  expect(before).toHaveLength(7);
  expect(JSON.stringify(before)).toContain('"name":"Renamed"');
  await second.close();
});
