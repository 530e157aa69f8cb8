import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { layOutNorthwind } from './testing/authorisation-bed.ts';
import type { PersonKey, Subject } from './testing/authorisation-case.ts';
import { cases } from './testing/authorisation-cases.ts';
import { stateOf } from './testing/northwind.ts';

let server: TestServer;
let subjects: Record<PersonKey, Subject>;
beforeAll(async () => {
  // As for the table of authorisation, whose bed this is.
  server = await startTestServer({ vendors: ['tray', 'prismatic', 'instabase', 'patchworks'], timeoutMs: 15_000 });
  ({ subjects } = await layOutNorthwind(server));
  await server.services.database.updateTable('people').set({ view_only: true }).where('role', '=', 'admin').execute();
}, 120_000);
afterAll(() => server.close());

/** What concerns nobody but who asks: their sessions, their views of lists, their files, and looking as an account. */
const own =
  /^(POST \/api\/(graphql|session|session\/openid|return|demo\/accounts)|\w+ \/api\/(session|sessions|views|exports)(\/.*)?)$/;

const changes = Object.entries(cases).filter(
  ([name, { told }]) =>
    (name.startsWith('Mutation.') || /^(POST|PUT|DELETE) /.test(name)) && !own.test(name) && told.priya === 'ok',
);

/** An issuer may say of an administrator that they may look only. */
describe('an administrator who may look only changes nothing', () => {
  test.each(changes)('by %s', async (_name, { ask }) => {
    const priya = await server.signIn('priya');
    const northwind = await actAtTray(server.trayOrigin, 'northwind');
    const state = async () => [await stateOf(server, 'northwind'), await northwind.instances()];
    const before = await state();
    expect((await ask(priya, subjects.priya)).said).toBe('view_only');
    expect(await state()).toEqual(before);
  });
});
