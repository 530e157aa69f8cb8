import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OperationData } from '#server/platform/database/operation-tables.ts';
import { actAtTray, type TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';
import { type Caller, type GraphAnswer, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import type { WantedValues } from './operation-values.ts';

let server: TestServer;
let person: Caller & { account: string };
let tray: TrayOwner;
let vendorId: string;
let id: string;

const channel = 'external_slack_channel';
const text = 'external_alert_text';
const amount = 'external_minimum_amount';
const slack = 'external_slack_authentication';

beforeAll(async () => {
  server = await startTestServer();
  server.services.worker.start();
});
afterAll(() => server.close());

/** Each test has an account of its own with one instance whose slots are filled and which the index knows. */
beforeEach(async () => {
  person = await server.freshAccount();
  tray = await actAtTray(server.trayOrigin, person.account);
  ({ id: vendorId } = await tray.create('Orders'));
  await tray.fill(vendorId);
  id = await vi.waitFor(async () => {
    const { data } = await person.graph<{ instances: { nodes: { id: string }[] } }>('{ instances { nodes { id } } }');
    const [row] = data.instances.nodes;
    if (!row) throw new Error('the index does not have it yet');
    return row.id;
  });
});

interface Input {
  configValues?: { externalId: string; value: string; previous?: string | null }[];
  authValues?: { externalId: string; authenticationId: string; acceptsOtherAccount?: boolean }[];
}
type Changed = GraphAnswer<{ updateInstanceValues: { operation: { id: string; state: string } } } | null>;

const change = (input: Input, who: Caller = person): Promise<Changed> =>
  who.graph(
    `mutation ($input: UpdateInstanceValuesInput!) {
      updateInstanceValues(input: $input) { instance { status } operation { id state } } }`,
    { input: { id, ...input } },
  );
const fault = (name: string, more: object = {}, match = 'updateSolutionInstance') =>
  server.control('PUT', 'faults', [{ match, fault: name, who: person.account, ...more }]);
const refusalOf = (answer: Changed) => {
  const refusal = answer.errors?.[0]?.extensions;
  return { code: refusal?.code, fields: refusal?.['fields'], changed: refusal?.['changed'] };
};
const stateOf = (answer: Changed) => answer.data?.updateInstanceValues.operation.state;
const values = async () => {
  const [instance] = await tray.instances();
  return Object.fromEntries(instance?.configValues.map(({ externalId, value }) => [externalId, value]) ?? []);
};
const connection = async () => (await tray.instances())[0]?.authValues[0]?.authId ?? '';
const keptValues = () => server.services.database.selectFrom('operation_values').selectAll().execute();
const operations = async () =>
  (await server.services.database.selectFrom('operations').where('instance_id', '=', id).selectAll().execute()).map(
    ({ state }) => state,
  );

describe('a change of values', () => {
  test('is written as it was given, and leaves the other slots and the instance as they were', async () => {
    const before = await connection();
    const answer = await change({ configValues: [{ externalId: channel, value: '#bare', previous: '"filled"' }] });
    expect(stateOf(answer)).toBe('succeeded');
    expect(await values()).toEqual({ [channel]: '#bare', [text]: '"filled"', [amount]: '"filled"' });
    expect(await connection()).toBe(before);
    expect(await tray.instances()).toMatchObject([{ name: 'Orders', enabled: false }]);
  });

  test('of several slots is one', async () => {
    const wanted = { [channel]: '{"a":[1,2]}', [text]: '"«ünïcode» \\" }"', [amount]: '12345678901234567890' };
    await change({ configValues: Object.entries(wanted).map(([externalId, value]) => ({ externalId, value })) });
    expect(await values()).toEqual(wanted);
    expect(await operations()).toEqual(['succeeded']);
  });

  test('stands on the timeline with the slots’ titles and no value', async () => {
    await change({ configValues: [{ externalId: channel, value: '"planted"' }] });
    const { data } = await person.graph<{ instance: { timeline: { detail: string }[] } }>(
      'query ($id: ID!) { instance(id: $id) { timeline { action outcome detail } } }',
      { id },
    );
    expect(data.instance.timeline).toEqual([
      { action: 'instance.change_values', outcome: 'done', detail: 'Channel for alerts' },
    ]);
  });

  test('puts another connection into a slot, once the person has accepted that it is another account', async () => {
    const authenticationId = await tray.authenticate('The other workspace');
    const authValues = [{ externalId: slack, authenticationId }];
    expect(refusalOf(await change({ authValues }))).toMatchObject({ code: 'other_account', changed: 'nothing' });
    const accepted = await change({ authValues: authValues.map((one) => ({ ...one, acceptsOtherAccount: true })) });
    expect(stateOf(accepted)).toBe('succeeded');
    expect(await connection()).toBe(authenticationId);
  });

  test('waits while another change is under way', async () => {
    await fault('latency', { ms: 600 });
    const answers = await Promise.all([
      change({ configValues: [{ externalId: channel, value: '"one"' }] }),
      change({ configValues: [{ externalId: channel, value: '"other"' }] }),
    ]);
    expect(answers.filter((answer) => refusalOf(answer).code === 'busy')).toHaveLength(1);
  });
});

describe('values that are not taken', () => {
  test.each<[string, Input, object]>([
    ['nothing at all', {}, { code: 'bad_input' }],
    [
      'a slot that there is not',
      { configValues: [{ externalId: 'external_none', value: 'x' }] },
      { code: 'bad_input', fields: { external_none: 'unknown_value' } },
    ],
    [
      'a value that is too long',
      { configValues: [{ externalId: channel, value: 'x'.repeat(20_001) }] },
      { code: 'bad_input', fields: { [channel]: 'too_long' } },
    ],
    [
      'one slot twice',
      {
        configValues: [
          { externalId: channel, value: 'x' },
          { externalId: channel, value: 'y' },
        ],
      },
      { code: 'bad_input', fields: { [channel]: 'malformed' } },
    ],
    [
      'a connection that is not the owner’s',
      { authValues: [{ externalId: slack, authenticationId: 'ab0e2f5c-8f0e-4f0e-9d53-000000000000' }] },
      { code: 'bad_input', fields: { [slack]: 'unknown_value' } },
    ],
    [
      'a value that was read before somebody changed it',
      { configValues: [{ externalId: channel, value: '"mine"', previous: '"theirs, before"' }] },
      { code: 'conflict', fields: { [channel]: 'changed_meanwhile' } },
    ],
    [
      'a value for a slot that was empty when it was read',
      { configValues: [{ externalId: channel, value: '"mine"', previous: null }] },
      { code: 'conflict', fields: { [channel]: 'changed_meanwhile' } },
    ],
  ])('%s: nothing is changed, and nothing journalled', async (_what, input, refused) => {
    const before = await tray.instances();
    expect(refusalOf(await change(input))).toMatchObject({ ...refused, changed: 'nothing' });
    expect(await tray.instances()).toEqual(before);
    expect(await operations()).toEqual([]);
  });

  test('somebody else’s connection is refused like one that does not exist', async () => {
    const stranger = await server.freshAccount();
    const theirs = await (await actAtTray(server.trayOrigin, stranger.account)).authenticate('Not yours');
    const answer = await change({ authValues: [{ externalId: slack, authenticationId: theirs }] });
    expect(refusalOf(answer)).toMatchObject({ code: 'bad_input', fields: { [slack]: 'unknown_value' } });
  });

  test('a connection is the owner’s to choose: an admin changes config values only', async () => {
    const admin = await server.signIn('priya');
    const authenticationId = await tray.authenticate('Chosen by an admin');
    const chosen = { externalId: slack, authenticationId, acceptsOtherAccount: true };
    expect(refusalOf(await change({ authValues: [chosen] }, admin)).code).toBe('owner_only');
    expect(stateOf(await change({ configValues: [{ externalId: channel, value: 'by the admin' }] }, admin))).toBe(
      'succeeded',
    );
    expect((await values())[channel]).toBe('by the admin');
  });
});

describe('a change of values that fails', () => {
  const attempt = () => change({ configValues: [{ externalId: channel, value: '"wanted"', previous: '"filled"' }] });
  const rest = () =>
    vi.waitFor(async () => {
      const states = await operations();
      if (states.includes('running')) throw new Error('still running');
      return states;
    }, 20_000);

  test.each(['403', 'graphql-errors', '500', 'html', 'reset'])(
    'by %s changes nothing and keeps no value',
    async (name) => {
      await fault(name);
      await attempt();
      expect(await rest()).toEqual(['failed']);
      expect(await values()).toMatchObject({ [channel]: '"filled"' });
      expect(await keptValues()).toEqual([]);
    },
  );

  test.each(['500', 'html', 'reset', 'nulls', 'graphql-errors'])(
    'by %s after the work was done is seen to have succeeded, and not sent again',
    async (name) => {
      await fault(name, { after: true, times: 1 });
      await attempt();
      // Whoever changes it now would be overwritten by a second sending.
      expect(await rest()).toEqual(['succeeded']);
      const { attempts } = await server.services.database
        .selectFrom('operations')
        .where('instance_id', '=', id)
        .select('attempts')
        .executeTakeFirstOrThrow();
      expect(attempts).toBe(1);
      expect(await values()).toMatchObject({ [channel]: '"wanted"' });
    },
  );

  test('by the rate limit is tried again when the vendor allows', async () => {
    await fault('rate-limit', { times: 1 });
    expect(stateOf(await attempt())).toBe('succeeded');
  });

  test('holds its values sealed while it waits, and forgets them when it is given up', async () => {
    await fault('429', { times: 50 });
    const planted = 'a value nobody else has';
    const answer = await change({ configValues: [{ externalId: channel, value: planted }] });
    const operationId = answer.data?.updateInstanceValues.operation.id ?? '';
    const [kept] = await keptValues();
    expect(kept?.sealed.includes(planted)).toBe(false);
    expect(await server.services.operationValues.read(operationId)).toMatchObject({
      configValues: [{ value: planted }],
    });
    const row = await server.services.journal.find(operationId);
    expect(JSON.stringify(row)).not.toContain(planted);
    const stopped = await person.request('POST', `/api/operations/${operationId}/stop`, {});
    expect(stopped.status).toBe(200);
    expect(await keptValues()).toEqual([]);
  });

  test('goes on after a crash between sending and journalling, without sending again', async () => {
    const started = await begin(
      { configValues: [{ externalId: channel, value: '"wanted"', previous: '"filled"' }] },
      { sent: true },
    );
    await tray.update(vendorId, { configValues: [{ externalId: channel, value: '"wanted"' }] });
    await fault('403');
    server.services.worker.start();
    expect(await rest()).toEqual(['succeeded']);
    expect(await server.services.operationValues.read(started)).toEqual({ configValues: [], authValues: [] });
  });

  test('asks once more who it is for: a right that was lost meanwhile ends it', async () => {
    await begin({ configValues: [{ externalId: channel, value: '"wanted"' }] });
    await server.services.database
      .updateTable('people')
      .set({ view_only: true })
      .where('id', '=', await personId())
      .execute();
    server.services.worker.start();
    expect(await rest()).toEqual(['failed']);
    expect(await values()).toMatchObject({ [channel]: '"filled"' });
  });

  test('does not take back what was saved just before, when the vendor answers from before that', async () => {
    await fault('stale-reads', { times: 1 });
    expect(stateOf(await change({ configValues: [{ externalId: text, value: '"saved before"' }] }))).toBe('succeeded');
    const answer = await attempt();
    expect(stateOf(answer)).toBe('running');
    server.clock.advance(35_000);
    expect(await rest()).toEqual(['succeeded', 'succeeded']);
    expect(await values()).toMatchObject({ [channel]: '"wanted"', [text]: '"saved before"' });
  });

  test('ends in a conflict when somebody changes the value before it is sent', async () => {
    await begin({ configValues: [{ externalId: channel, value: '"wanted"', previous: '"filled"' }] });
    await tray.update(vendorId, { configValues: [{ externalId: channel, value: '"theirs"' }] });
    server.services.worker.start();
    expect(await rest()).toEqual(['failed']);
    expect(await values()).toMatchObject({ [channel]: '"theirs"' });
    const { problem } = await server.services.database
      .selectFrom('operations')
      .where('instance_id', '=', id)
      .select('problem')
      .executeTakeFirstOrThrow();
    expect(problem).toEqual({ code: 'conflict', changed: 'nothing', fields: { [channel]: 'changed_meanwhile' } });
  });

  /** As left by a process that ended there: journalled, with nobody who works on it. */
  async function begin(wanted: Partial<WantedValues>, data: OperationData = {}): Promise<string> {
    await server.services.worker.stop();
    const started = await server.services.journal.start({
      kind: 'change_values',
      state: 'running',
      step: 'changing',
      vendor: 'tray',
      accountId: await accountId(),
      personId: await personId(),
      requestId: 'request',
      instanceId: id,
      name: 'Orders',
      data,
      sealedValues: server.services.operationValues.seal({ configValues: [], authValues: [], ...wanted }),
    });
    return started.id;
  }

  async function accountId(): Promise<string> {
    const row = await server.services.database
      .selectFrom('accounts')
      .where('external_id', '=', person.account)
      .select('id')
      .executeTakeFirstOrThrow();
    return row.id;
  }

  async function personId(): Promise<string> {
    const row = await server.services.database
      .selectFrom('people')
      .where('account_id', '=', await accountId())
      .select('id')
      .executeTakeFirstOrThrow();
    return row.id;
  }
});
