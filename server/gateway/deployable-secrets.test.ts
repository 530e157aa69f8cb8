import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { GivenValue } from '#contract/deployables.ts';
import { everythingIn } from '#server/testing/stored-text.ts';
import type { Caller, TestServer } from '#server/testing/test-server.ts';
import { ask, type FormBed, hasEnded, isWaiting, prepareFormBed, startFormServer } from './testing/form-bed.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startFormServer();
});
afterAll(() => server.close());

/** Bodies and headers of every answer that passed through a caller. */
function recording<Kind extends Caller>(caller: Kind): Kind & { heard: string[] } {
  const heard: string[] = [];
  const request: Caller['request'] = async (...input) => {
    const answer = await caller.request(...input);
    heard.push(await answer.clone().text(), JSON.stringify([...answer.headers]));
    return answer;
  };
  return { ...caller, heard, request };
}

const password = (value: string): GivenValue => ({
  key: 'SFTP',
  inputs: [
    { name: 'host', value: 'sftp.example.com' },
    { name: 'username', value: 'stock' },
    { name: 'password', value },
  ],
});

/** One call after the other, each with a secret of its own, in every way in which it can go. */
async function useSecrets(bed: FormBed, person: Caller): Promise<void> {
  const warehouse = (value: string): GivenValue => ({ key: 'Warehouse', value });
  const given = [password('canary-made'), warehouse('canary-value-made')];
  const made = await bed.begin('Inventory sync', 'Made whole', { number: 1, values: given }, person);
  await bed.watch(made.id, hasEnded);
  // Refused with a quotation, lost, and never sent.
  await bed.fault('createInstance', 'graphql-errors', { times: 1 });
  const refused = await bed.begin(
    'Inventory sync',
    'Refused',
    { number: 1, values: [password('canary-refused')] },
    person,
  );
  await bed.watch(refused.id, hasEnded);
  await bed.fault('createInstance', '500', { times: 1, after: true });
  const lost = await bed.begin('Inventory sync', 'Lost', { number: 1, values: [password('canary-lost')] }, person);
  const { instanceId } = await bed.watch(lost.id, isWaiting);
  const id = instanceId ?? '';
  await bed.noFaults();
  await bed.put(id, [password('canary-put'), warehouse('canary-value-put')], {}, person);
  await bed.put(id, [password('canary-wrong'), { key: 'Nowhere', value: 'canary-value-wrong' }], {}, person);
  await bed.put(id, [password('canary-of-admin')], {}, bed.admin);
  for (const fault of ['500', 'graphql-errors', 'html', '401', '403', 'nulls', 'rate-limit']) {
    // oxlint-disable-next-line no-await-in-loop -- one trouble after the other
    await bed.fault('updateInstanceConfigVariables', fault, { times: 1 });
    // oxlint-disable-next-line no-await-in-loop -- as above
    await bed.put(id, [password(`canary-${fault}`)], {}, person);
  }
  await bed.noFaults();
  await bed.form(id, person);
  await ask(person, 'GET', `/instances/${id}/connections`);
  await bed.deploy(id, person);
  await bed.watch(lost.id, hasEnded);
  await ask(person, 'DELETE', `/instances/${id}/connections/SFTP`);
  await ask(person, 'GET', '/operations');
}

test('no value of a connection is in any answer, log, table or audit entry, and no value at all in the latter three', async () => {
  const { logger } = server.services;
  const logged = (['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const).map(
    (level) => vi.spyOn(logger, level).mock.calls,
  );
  const bed = await prepareFormBed(server);
  const person = recording(bed.person);
  await useSecrets({ ...bed, admin: recording(bed.admin) }, person);

  const answers = person.heard.join('\n').replaceAll('canary-value', '');
  expect(answers).toContain('sftp.example.com');
  expect(answers).not.toContain('canary');
  const stored = await everythingIn(server.services.database);
  expect(stored).toContain('Made whole');
  expect(stored).not.toContain('canary');
  const lines = JSON.stringify(logged, (_key, value: unknown) =>
    value instanceof Error ? [Object.entries(value), value.message, value.stack, value.cause] : value,
  );
  expect(lines).not.toContain('canary');
  // They arrived where they were meant for.
  expect(await bed.atVendor()).toMatchObject([
    { values: [{ value: 'canary-value-made' }] },
    { values: [{ value: 'canary-value-put' }] },
  ]);
});

test('values that wait for an instance that is still to be made stand sealed in the database', async () => {
  const bed = await prepareFormBed(server);
  await server.services.worker.stop();
  const begun = await bed.begin('Inventory sync', 'Sealed', { number: 1, values: [password('canary-sealed')] });
  expect((await server.services.operationValues.read(begun.id)).given).toMatchObject([{ key: 'SFTP' }]);
  expect(await everythingIn(server.services.database)).not.toContain('canary-sealed');
  server.services.worker.start();
  await bed.watch(begun.id, isWaiting);
  expect(await server.services.operationValues.read(begun.id)).toEqual({ configValues: [], authValues: [] });
});
