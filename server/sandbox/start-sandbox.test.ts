import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { createTestDatabase, type TestDatabase } from '#server/testing/database.ts';

import { type Sandbox, startSandbox } from './start-sandbox.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function start(port: number): Promise<Sandbox> {
  return startSandbox({
    database,
    clock: createAdjustableClock(),
    ports: { tray: port },
    logger: createLogger('silent'),
  });
}

async function ask(sandbox: Sandbox, query: string): Promise<unknown> {
  const answer = await fetch(`${sandbox.origins.tray}/graphql`, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox-master', 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return answer.json();
}

describe('startSandbox', () => {
  it('keeps its state over a restart, and seeds once', async () => {
    const users = '{ users { edges { node { id name externalUserId } } } }';
    const first = await start(0);
    await ask(first, 'mutation { createExternalUser(input: {name: "Stays", externalUserId: "stays"}) { userId } }');
    const before = await ask(first, users);
    await first.close();
    const second = await start(0);
    expect(await ask(second, users)).toEqual(before);
    expect(JSON.stringify(before)).toContain('"externalUserId":"stays"');
    await second.close();
  });

  it('answers on 127.0.0.1 and cuts what still hangs when it closes', async () => {
    const sandbox = await start(0);
    const origin = sandbox.origins.tray.replace('localhost', '127.0.0.1');
    await fetch(`${origin}/_sandbox/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ match: 'users', fault: 'timeout' }]),
    });
    const hung = ask(sandbox, '{ users { edges { node { id } } } }');
    const outcome = hung.then(
      () => 'answered',
      () => 'cut',
    );
    await fetch(`${origin}/_sandbox/clock`);
    await sandbox.close();
    expect(await outcome).toBe('cut');
  });

  it('rejects when the port is taken', async () => {
    const sandbox = await start(0);
    const port = Number(new URL(sandbox.origins.tray).port);
    await expect(start(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await sandbox.close();
  });
});
