import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Operation } from '#contract/operations.ts';
import { actAtTray, type TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';
import { type ActivationDriver, driveActivation, type GivenValues } from '#server/testing/activate.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
let person: Caller & { account: string };
let driver: ActivationDriver;
let tray: TrayOwner;
let templateId: string;
let everything: Required<GivenValues>;

const channel = 'external_slack_channel';
const text = 'external_alert_text';
const slack = 'external_slack_authentication';

beforeAll(async () => {
  server = await startTestServer();
  server.services.worker.start();
  await server.services.sync.readEverything();
});
afterAll(() => server.close());

beforeEach(async () => {
  person = await server.freshAccount();
  driver = driveActivation(person);
  tray = await actAtTray(server.trayOrigin, person.account);
  templateId = (await tray.solutions())[0]?.id ?? '';
  everything = {
    authValues: [{ externalId: slack, authenticationId: await tray.authenticate('Maya’s workspace') }],
    configValues: [
      { externalId: channel, value: '#reused' },
      { externalId: text, value: '"quoted"' },
    ],
  };
});

const hasEnded = (operation: Operation) => operation.endedAt !== null;
const rests = (operation: Operation) => operation.state !== 'running';
const begin = (values: GivenValues, name = 'Ready made') => driver.begin(templateId, name, randomUUID(), values);
const fault = (name: string, more: object = {}) =>
  server.control('PUT', 'faults', [{ match: 'createSolutionInstance', fault: name, who: person.account, ...more }]);
const keptValues = () => server.services.database.selectFrom('operation_values').selectAll().execute();

describe('an activation with values', () => {
  test('that are all it needs is enabled without a wizard, and no sooner than two seconds after its creation', async () => {
    const begun = await begin(everything);
    const enabling = await driver.watch(begun.id, ({ steps }) => steps.some(({ step }) => step === 'enabling'));
    const created = enabling.steps.find(({ step }) => step === 'checking')?.startedAt ?? '';
    const { due_at } = (await server.services.journal.find(begun.id)) ?? {};
    const rest = enabling.state === 'running' ? (due_at?.getTime() ?? 0) - Date.parse(created) : Infinity;
    expect(rest).toBeGreaterThanOrEqual(2_000);
    server.clock.advance(2_000);
    const ended = await driver.watch(begun.id, hasEnded);
    expect(ended.state).toBe('succeeded');
    expect(ended.steps.map(({ step }) => step)).toEqual(['creating', 'checking', 'enabling', 'done']);
    const [instance] = await tray.instances();
    expect(instance).toMatchObject({
      enabled: true,
      authValues: [{ authId: everything.authValues[0]?.authenticationId }],
    });
    expect(instance?.configValues).toEqual(everything.configValues);
    expect(await keptValues()).toEqual([]);
  });

  test('that are some of it waits for its person, with the rest filled in', async () => {
    const begun = await begin({ configValues: everything.configValues });
    const waiting = await driver.watch(begun.id, rests);
    expect(waiting).toMatchObject({ state: 'waiting_for_person' });
    expect((await tray.instances())[0]?.configValues).toEqual(everything.configValues);
    expect(await keptValues()).toEqual([]);
  });

  test.each<[string, () => GivenValues, object]>([
    [
      'a slot that there is not',
      () => ({ configValues: [{ externalId: 'none', value: 'x' }] }),
      { none: 'unknown_value' },
    ],
    [
      'a connection of nobody’s',
      () => ({ authValues: [{ externalId: slack, authenticationId: randomUUID() }] }),
      { [slack]: 'unknown_value' },
    ],
    [
      'one slot twice',
      () => ({ configValues: [...everything.configValues, ...everything.configValues.slice(0, 1)] }),
      { [channel]: 'malformed' },
    ],
  ])('%s is refused before anything is made', async (_what, values, fields) => {
    const body = { vendor: 'tray', templateId, name: 'x', key: randomUUID(), ...values() };
    const answer = await person.request('POST', '/api/activations', body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ problem: { code: 'bad_input', fields } });
    expect(await tray.instances()).toEqual([]);
  });

  test('of somebody else’s is refused like one that does not exist', async () => {
    const stranger = await server.freshAccount();
    const authenticationId = await (await actAtTray(server.trayOrigin, stranger.account)).authenticate('Not yours');
    await expect(begin({ authValues: [{ externalId: slack, authenticationId }] })).rejects.toThrow(/bad_input/);
  });

  test.each(['500', 'reset', 'nulls'])('whose creation is answered by %s after the work is made once', async (name) => {
    await fault(name, { after: true, times: 1 });
    const begun = await begin(everything);
    server.clock.advance(3_000);
    await vi.waitFor(async () => {
      server.clock.advance(3_000);
      expect(await driver.watch(begun.id, hasEnded)).toMatchObject({ state: 'succeeded' });
    }, 15_000);
    expect(await tray.instances()).toMatchObject([{ enabled: true }]);
  });

  test('goes on after a crash before it is created, and after one between checking and enabling', async () => {
    await server.services.worker.stop();
    const begun = await begin(everything);
    expect(await keptValues()).toHaveLength(1);
    expect(JSON.stringify(await server.services.journal.find(begun.id))).not.toContain('#reused');
    // Another replica creates it, and ends as soon as it has.
    const other = server.anotherReplica();
    await other.worker.settle(begun.id, 200);
    await other.worker.stop();
    // As left between two entries of the journal: the check is done, and enabling has not begun.
    await server.services.database
      .updateTable('operations')
      .set({ step: 'checking', state: 'running' })
      .where('id', '=', begun.id)
      .where('step', '=', 'enabling')
      .execute();
    server.clock.advance(5_000);
    server.services.worker.start();
    expect(await driver.watch(begun.id, hasEnded)).toMatchObject({ state: 'succeeded' });
    expect(await tray.instances()).toMatchObject([{ enabled: true, configValues: everything.configValues }]);
  });
});

describe('what may be given', () => {
  const choices = async (who: Caller = person) =>
    (
      await who.graph<{ activationChoices: unknown; authentications: { name: string }[] | null }>(
        `query ($id: String!) { activationChoices(vendor: tray, templateId: $id) {
          authSlots { externalId title usedAuthenticationIds } configSlots { externalId title defaultValue }
          authentications { name serviceTitle } problemCode } authentications(vendor: tray) { name } }`,
        { id: templateId },
      )
    ).data;

  test('is the template’s slots, and the account’s own connections with those that stand in the slot', async () => {
    const [given] = everything.authValues;
    const made = await tray.create('Another');
    await tray.update(made.id, { authValues: [{ externalId: slack, authId: given?.authenticationId ?? '' }] });
    await tray.authenticate('Jira', 'jira');
    const answer = await choices();
    expect(answer).toMatchObject({
      activationChoices: {
        authSlots: [{ externalId: slack, title: 'Slack workspace', usedAuthenticationIds: [given?.authenticationId] }],
        authentications: [{ name: 'Maya’s workspace', serviceTitle: 'Slack' }, { name: 'Jira' }],
        problemCode: null,
      },
      authentications: [{ name: 'Maya’s workspace' }, { name: 'Jira' }],
    });
    expect(answer.activationChoices).toMatchObject({
      configSlots: [{ externalId: channel, defaultValue: '' }, { externalId: text }, { defaultValue: '50' }],
    });
  });

  test('says why the vendor could not be asked', async () => {
    await server.control('PUT', 'faults', [{ match: 'authentications', fault: '500', who: person.account }]);
    expect(await choices()).toMatchObject({
      activationChoices: { authSlots: [{}], authentications: null, problemCode: 'vendor_unavailable' },
      authentications: null,
    });
  });

  test('is nothing for an admin', async () => {
    expect(await choices(await server.signIn('priya'))).toEqual({ activationChoices: null, authentications: null });
  });
});
