import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAdjustableClock } from '#server/platform/clock.ts';
import type { JackfieldDatabase } from '#server/platform/database/schema.ts';
import { openTestTables } from '#server/testing/tables.ts';
import type { AuthenticationRecord, InstanceDetail } from '../vendors/adapter.ts';
import { knownConnections, noticeConnections, recordConnection, recordReconnection } from './slot-connections.ts';

let database: JackfieldDatabase;
let close: () => Promise<void>;
let accountId: string;
let personId: string;
let instanceId: string;
const clock = createAdjustableClock();
const minuteMs = 60_000;

beforeAll(async () => {
  ({ tables: database, close } = await openTestTables());
  const now = clock.now();
  ({ id: accountId } = await database
    .insertInto('accounts')
    .values({ external_id: 'northwind', name: 'Northwind', created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow());
  ({ id: personId } = await database
    .insertInto('people')
    .values({
      account_id: accountId,
      demo_key: 'maya',
      issuer: null,
      subject: null,
      name: 'Maya Lindqvist',
      role: 'user',
      view_only: false,
      featured: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow());
});
afterAll(() => close());

beforeEach(async () => {
  const now = clock.now();
  ({ id: instanceId } = await database
    .insertInto('instances')
    .values({
      vendor: 'tray',
      vendor_id: crypto.randomUUID(),
      account_id: accountId,
      name: 'Orders',
      template_id: 't',
      template_name: 'T',
      rest_status: 'enabled',
      update_kind: 'none',
      fingerprint: 'f',
      checked_at: now,
      last_operation_id: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow());
});

function slack(id: string, accountName: string | null): AuthenticationRecord {
  return {
    id,
    name: `Slack ${id}`,
    serviceTitle: 'Slack',
    serviceVersion: null,
    serviceId: 'slack',
    serviceEnvironmentId: null,
    accountName,
  };
}

function slots(authentication: AuthenticationRecord | null): InstanceDetail['authSlots'] {
  return [
    { externalId: 'external_slack', title: 'Slack', authenticationId: authentication?.id ?? null, authentication },
  ];
}

async function see(authentication: AuthenticationRecord | null, readAt = clock.now()) {
  await noticeConnections(database, { instanceId, slots: slots(authentication), readAt });
  return (await knownConnections(database, instanceId))[0] ?? null;
}

async function openWizard() {
  const { id: operationId } = await database
    .insertInto('operations')
    .values({
      kind: 'reconfigure',
      state: 'stopped',
      step: 'configuring',
      vendor: 'tray',
      account_id: accountId,
      person_id: personId,
      request_key: null,
      request_id: 'r',
      instance_id: instanceId,
      template_id: null,
      name: 'Orders',
      data: '{}',
      due_at: clock.now(),
      started_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await database
    .insertInto('wizard_sessions')
    .values({
      instance_id: instanceId,
      operation_id: operationId,
      person_id: personId,
      account_id: accountId,
      fingerprint: 'f',
      state: 'open',
      opened_at: clock.now(),
    })
    .execute();
}

test('what stands in a slot at the first sight tells nothing of how it came', async () => {
  expect(await see(slack('a', 'maya'))).toBeNull();
  clock.advance(5 * minuteMs);
  expect(await see(slack('a', 'maya'))).toBeNull();
});

test('a change at the vendor is noticed, with nobody, and with the account before where it is another', async () => {
  await see(null);
  clock.advance(minuteMs);
  const filled = { externalId: 'external_slack', authenticationId: 'a', personName: null, previousAccountName: null };
  const readAt = clock.now();
  expect(await see(slack('a', 'maya'), readAt)).toEqual({ ...filled, changedAt: readAt });
  clock.advance(minuteMs);
  expect(await see(slack('b', 'Maya'))).toMatchObject({ authenticationId: 'b', previousAccountName: null });
  clock.advance(minuteMs);
  expect(await see(slack('b', 'ops'))).toMatchObject({ authenticationId: 'b', previousAccountName: 'Maya' });
});

test('a wizard of ours that was opened since explains a change; one from before does not', async () => {
  await openWizard();
  clock.advance(1);
  await see(slack('a', 'maya'));
  expect(await see(slack('a', 'maya'))).toMatchObject({ personName: 'Maya Lindqvist' });
  clock.advance(minuteMs);
  expect(await see(slack('b', 'ops'))).toMatchObject({ personName: null, previousAccountName: 'maya' });
  clock.advance(minuteMs);
  await openWizard();
  clock.advance(minuteMs);
  expect(await see(slack('c', 'ops'))).toMatchObject({ personName: 'Maya Lindqvist', previousAccountName: null });
});

test('what we recorded ourselves stands against reads that may be older', async () => {
  await see(slack('a', 'maya'));
  clock.advance(minuteMs);
  await recordConnection(database, clock, {
    instanceId,
    externalId: 'external_slack',
    authentication: slack('b', 'ops'),
    before: slack('a', 'maya'),
    personId,
  });
  const recorded = { authenticationId: 'b', personName: 'Maya Lindqvist', previousAccountName: 'maya' };
  clock.advance(29_000);
  expect(await see(slack('a', 'maya'))).toMatchObject(recorded);
  clock.advance(minuteMs);
  expect(await see(slack('b', 'ops'))).toMatchObject(recorded);
  expect(await see(slack('a', 'maya'))).toMatchObject({ authenticationId: 'a', personName: null });
});

test('an authentication that is signed in again as somebody else is told wherever it stands, for this account only', async () => {
  await see(slack('shared', 'maya'));
  const change = { authentication: slack('shared', 'ops'), before: slack('shared', 'maya'), personId };
  expect(await recordReconnection(database, clock, { ...change, accountId: crypto.randomUUID() })).toEqual([]);
  expect(await recordReconnection(database, clock, { ...change, accountId })).toEqual([instanceId]);
  expect(await see(slack('shared', 'ops'))).toMatchObject({
    personName: 'Maya Lindqvist',
    previousAccountName: 'maya',
  });
});

test('an account that is told later is no change, and one that is no longer told is not forgotten', async () => {
  await see(slack('a', null));
  clock.advance(2 * minuteMs);
  expect(await see(slack('a', 'maya'))).toBeNull();
  clock.advance(2 * minuteMs);
  expect(await see(slack('a', null))).toBeNull();
  clock.advance(2 * minuteMs);
  expect(await see(slack('a', 'ops'))).toMatchObject({ previousAccountName: 'maya' });
});
