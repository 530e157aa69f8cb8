import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UpgradeNotice } from '#contract/endpoints/upgrades.ts';
import type { Caller, TestServer } from '#server/testing/test-server.ts';
import { outcomeOf } from '../testing/answers.ts';
import { type OperationsBed, prepareBed, startOperationsServer } from '../testing/operations-bed.ts';

let server: TestServer;
let priya: Caller;
let bed: OperationsBed;
beforeAll(async () => {
  server = await startOperationsServer();
  priya = await server.signIn('priya');
});
afterAll(() => server.close());

beforeEach(async () => {
  bed = await prepareBed(server);
});

interface Plan {
  templateId: string;
  currentCount: number;
  automaticCount: number;
  readyCount: number;
  ownerCount: number;
  companyCount: number;
  ownerAccountCount: number;
  notice: { id: string; message: string | null; personName: string } | null;
}

async function planOf(templateId: string): Promise<Plan | undefined> {
  const { data } = await priya.graph<{ upgrades: Plan[] }>(
    `{ upgrades { templateId currentCount automaticCount readyCount ownerCount companyCount ownerAccountCount
      notice { id message personName } } }`,
  );
  return data.upgrades.find((plan) => plan.templateId === templateId);
}

const ownNotices = async (caller: Caller): Promise<UpgradeNotice[]> => {
  const response = await caller.request('GET', '/api/upgrade-notices');
  return ((await response.json()) as { notices: UpgradeNotice[] }).notices;
};

const tell = (more: object = {}, caller = priya) =>
  caller.request('POST', '/api/upgrade-notices', { vendor: 'tray', templateId: bed.templateId, ...more });

/** An instance of the bed's account whose newer version asks for this. */
async function outdated(name: string, requires: string[]): Promise<void> {
  await bed.enabledInstance(name);
  await server.control('POST', 'versions', { solution: bed.templateId, requires });
  server.clock.advance(31_000);
  await server.services.sync.readEverything();
}

describe('the plan of upgrades', () => {
  test('counts each instance at whose turn it is', async () => {
    await outdated('Waits for its owner', ['user']);
    const before = await planOf(bed.templateId);
    expect(before?.ownerCount).toBeGreaterThan(0);
    expect(before?.readyCount).toBe(0);
    await server.control('POST', 'versions', { solution: bed.templateId, requires: ['system'] });
    server.clock.advance(31_000);
    await server.services.sync.readEverything();
    const after = await planOf(bed.templateId);
    // What the newest version asks for decides, and here the company supplies nothing.
    const sum = (plan: Plan | undefined) =>
      (plan?.currentCount ?? 0) + (plan?.readyCount ?? 0) + (plan?.ownerCount ?? 0) + (plan?.companyCount ?? 0);
    expect(after?.companyCount).toBeGreaterThan(0);
    expect(sum(after)).toBe(sum(before));
  });

  test('is for administrators alone', async () => {
    expect((await bed.person.graph<{ upgrades: null }>('{ upgrades { templateId } }')).data.upgrades).toBeNull();
  });
});

describe('a notice', () => {
  test('reaches those whose instances wait for them, until they have read it', async () => {
    await outdated('Has to choose', ['user']);
    expect(await ownNotices(bed.person)).toEqual([]);
    expect((await tell({ message: '  By Friday, please  ' })).status).toBe(201);
    const [notice] = await ownNotices(bed.person);
    expect(notice).toMatchObject({ templateId: bed.templateId, message: 'By Friday, please', count: 1 });
    expect((await planOf(bed.templateId))?.notice).toMatchObject({
      message: 'By Friday, please',
      personName: 'Priya Nair',
    });

    const other = await server.freshAccount();
    expect(await ownNotices(other)).toEqual([]);
    expect(await ownNotices(priya)).toEqual([]);
    // What is about nothing of theirs is not there for them to put away.
    expect(await outcomeOf(await other.request('DELETE', `/api/upgrade-notices/${notice?.id ?? ''}`))).toMatchObject({
      status: 404,
    });

    await bed.person.request('DELETE', `/api/upgrade-notices/${notice?.id ?? ''}`);
    expect(await ownNotices(bed.person)).toEqual([]);
    // Read by one, and not gone.
    expect((await planOf(bed.templateId))?.notice?.id).toBe(notice?.id);
  });

  test('is shown to nobody who may only look', async () => {
    await outdated('Seen by many', ['user']);
    await tell();
    expect(await ownNotices(bed.person)).toHaveLength(1);
    const session = (await (await bed.person.request('GET', '/api/session')).json()) as { person: { id: string } };
    await server.services.database
      .updateTable('people')
      .set({ view_only: true })
      .where('id', '=', session.person.id)
      .execute();
    expect(await ownNotices(bed.person)).toEqual([]);
  });

  test('another takes its place, also for those who have read the first; taken back it is gone', async () => {
    await outdated('Told twice', ['user']);
    await tell({ message: 'First' });
    const [first] = await ownNotices(bed.person);
    await bed.person.request('DELETE', `/api/upgrade-notices/${first?.id ?? ''}`);
    await tell({ message: 'Second' });
    const [second] = await ownNotices(bed.person);
    expect(second?.message).toBe('Second');
    await priya.request('DELETE', `/api/upgrade-notices/${second?.id ?? ''}`);
    expect(await ownNotices(bed.person)).toEqual([]);
    expect((await planOf(bed.templateId))?.notice).toBeNull();
    const again = await outcomeOf(await priya.request('DELETE', `/api/upgrade-notices/${second?.id ?? ''}`));
    expect(again).toMatchObject({ status: 404 });
  });

  test('is refused to who is no administrator, and about what nobody has', async () => {
    expect(await outcomeOf(await tell({}, bed.person))).toMatchObject({ status: 404 });
    const nothing = await tell({ templateId: 'no such template' });
    expect(await nothing.json()).toMatchObject({ problem: { fields: { templateId: 'unknown_value' } } });
    const long = await tell({ message: 'x'.repeat(501) });
    expect(await long.json()).toMatchObject({ problem: { fields: { message: 'too_long' } } });
  });

  test('is on record, with who sent it', async () => {
    await tell();
    const entry = await server.services.database
      .selectFrom('audit_entries')
      .where('action', '=', 'upgrade.notify')
      .orderBy('id', 'desc')
      .select(['person_id', 'outcome'])
      .executeTakeFirst();
    expect(entry).toMatchObject({ outcome: 'done' });
    expect(entry?.person_id).not.toBeNull();
  });
});
