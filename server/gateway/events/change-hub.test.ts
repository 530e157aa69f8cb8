import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { publicScope } from '../../inventory/deployments/read-deployments.ts';
import type { StreamMessage } from './event-stream.ts';
import { type HubBed, openHubBed, type Reader } from './testing/hub-bed.ts';

let bed: HubBed;
let maya: Reader;
let jonas: Reader;
let tomas: Reader;
let priya: Reader;

beforeEach(async () => {
  bed = await openHubBed();
  maya = await bed.read('maya');
  jonas = await bed.read('jonas');
  tomas = await bed.read('tomas');
  priya = await bed.read('priya');
});
afterEach(() => bed.close());

/** Whatever was told to anybody before has arrived by then: notices keep their order. */
async function settle(): Promise<void> {
  const mark = await bed.addInstance(bed.fabrikam);
  await vi.waitFor(() => expect(tomas.told()).toContain(`instance ${mark}`));
}

describe('who hears of a change', () => {
  test('its account, view only or not, and every admin; nobody else', async () => {
    const id = await bed.addInstance(bed.northwind);
    await Promise.all([maya, jonas, priya].map((reader) => reader.hears(`instance ${id}`)));
    await settle();
    expect(tomas.told().join()).not.toContain(id);
  });

  test('both accounts, when an instance goes from one to the other', async () => {
    const id = await bed.addInstance(bed.northwind);
    await maya.hears(`instance ${id}`);
    maya.clear();
    await bed.tables.updateTable('instances').set({ account_id: bed.fabrikam }).where('id', '=', id).execute();
    await Promise.all([tomas, maya].map((reader) => reader.hears(`instance ${id}`)));
    expect(tomas.told()).toHaveLength(1);
  });

  test('its account, when another account stands in a slot; nobody, when the slot was only seen again', async () => {
    const id = await bed.addInstance(bed.northwind);
    const slot = { instance_id: id, external_id: 'slack', authentication_id: 'a', seen_at: bed.clock.now() };
    await bed.tables.insertInto('slot_connections').values(slot).execute();
    await maya.hears(`instance ${id}`);
    maya.clear();
    const set = (change: { account_name: string } | { seen_at: Date }) =>
      bed.tables.updateTable('slot_connections').set(change).where('instance_id', '=', id).execute();
    await set({ seen_at: new Date(0) });
    await settle();
    expect(maya.told()).toEqual([]);
    await set({ account_name: 'ops@northwind.example' });
    await maya.hears(`instance ${id}`);
    expect(tomas.told().join()).not.toContain(id);
  });

  test('everybody hears of a catalogue that is another one now, and of none that was put in again as it was', async () => {
    const replace = (title: string) =>
      bed.tables.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('templates').execute();
        const record = JSON.stringify({ title });
        await transaction
          .insertInto('templates')
          .values([1, 2].map((position) => ({ vendor: 'tray', template_id: `t${position}`, position, title, record })))
          .execute();
      });
    await replace('One');
    await Promise.all([maya, tomas, priya].map((reader) => reader.hears('template many')));
    for (const reader of [maya, tomas, priya]) reader.clear();
    await replace('One');
    await settle();
    expect([...maya.told(), ...priya.told()].join()).not.toContain('template');
    await replace('Other');
    await maya.hears('template many');
    await bed.tables.deleteFrom('templates').execute();
    maya.clear();
    await maya.hears('template many');
  });

  test('an account hears that its read ended, an admin that everybody’s did, and all that one fails or works again', async () => {
    const now = bed.clock.now();
    const scopes = [bed.northwind, 'everything'];
    await bed.tables
      .insertInto('sync_states')
      .values(scopes.map((scope) => ({ vendor: 'tray' as const, scope, claimed_until: now, checked_at: now })))
      .execute();
    const set = (scope: string, failureCode: 'internal' | null) =>
      bed.tables
        .updateTable('sync_states')
        .set({ claimed_until: null, checked_at: bed.clock.now(), failure_code: failureCode })
        .where('scope', '=', scope)
        .execute();
    await set(bed.northwind, null);
    await maya.hears('vendor tray');
    await set('everything', null);
    await priya.hears('vendor tray', 'vendor tray');
    await settle();
    expect(maya.told()).toEqual(['vendor tray']);
    expect(tomas.told().join()).not.toContain('vendor');
    maya.clear();
    await set('everything', 'internal');
    await maya.hears('vendor tray');
    await vi.waitFor(() => expect(tomas.told()).toContain('vendor tray'), 5_000);
  });
});

test('its account hears of what the list of solutions shows besides, when it comes and when it changes', async () => {
  const id = await bed.addInstance(bed.northwind, { vendor: 'instabase' });
  await maya.hears(`instance ${id}`);
  maya.clear();
  const solution = { instance_id: id, name: 'Invoices', version: '1.0.0', owner: 'maya', author: null, summary: null };
  const stands = { state: 'active', visibility: 'private', is_public: false } as const;
  await bed.tables
    .insertInto('deployments')
    .values({ ...solution, ...stands })
    .execute();
  await maya.hears(`instance ${id}`);
  maya.clear();
  await bed.tables.updateTable('deployments').set({ runs_checked_at: bed.clock.now() }).execute();
  await bed.tables.updateTable('deployments').set({ newest_run_state: 'failed' }).execute();
  await maya.hears(`instance ${id}`);
  expect(tomas.told()).toEqual([]);
});

describe('what is no change on show is not told', () => {
  test('how reading what is everybody’s goes, though an account’s own reading is told in the same moment', async () => {
    const unread = vi.spyOn(bed.logger, 'warn');
    const now = bed.clock.now();
    const scopes = [publicScope, bed.northwind];
    await bed.tables
      .insertInto('sync_states')
      .values(scopes.map((scope) => ({ vendor: 'instabase' as const, scope, claimed_until: now, checked_at: now })))
      .execute();
    await bed.tables
      .updateTable('sync_states')
      .set({ claimed_until: null, failure_code: 'internal' })
      .where('vendor', '=', 'instabase')
      .execute();
    await maya.hears('vendor instabase');
    expect(tomas.told()).toEqual([]);
    expect(unread).not.toHaveBeenCalled();
  });

  test('a row that was read again and found as it was', async () => {
    const id = await bed.addInstance(bed.northwind);
    await maya.hears(`instance ${id}`);
    maya.clear();
    await bed.tables
      .updateTable('instances')
      .set({ checked_at: bed.clock.now(), written_at: bed.clock.now() })
      .execute();
    await settle();
    expect(maya.told()).toEqual([]);
  });

  test('an instance that was removed before and is forgotten now', async () => {
    const id = await bed.addInstance(bed.northwind);
    await bed.tables.updateTable('instances').set({ removed_at: bed.clock.now() }).where('id', '=', id).execute();
    await maya.hears(`instance ${id}`);
    maya.clear();
    await bed.tables.deleteFrom('instances').where('id', '=', id).execute();
    await settle();
    expect(maya.told()).toEqual([]);
  });

  test('what an operation remembers for itself; but its state is', async () => {
    const now = bed.clock.now();
    const { id } = await bed.tables
      .insertInto('operations')
      .values({
        kind: 'enable',
        state: 'running',
        step: 'enabling',
        vendor: 'tray',
        account_id: bed.northwind,
        person_id: bed.people.maya.id,
        request_id: 'r',
        name: 'Orders',
        data: '{}',
        due_at: now,
        started_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await maya.hears(`operation ${id}`);
    maya.clear();
    const change = bed.tables.updateTable('operations').where('id', '=', id);
    await change.set({ data: '{"creates":1}', due_at: bed.clock.now() }).execute();
    await settle();
    expect(maya.told()).toEqual([]);
    await change.set({ state: 'succeeded' }).execute();
    await maya.hears(`operation ${id}`);
  });
});

describe('many changes', () => {
  test('of one moment are told together, each once', async () => {
    const id = await bed.addInstance(bed.northwind);
    await maya.hears(`instance ${id}`);
    maya.clear();
    for (const name of ['a', 'b', 'c']) {
      // oxlint-disable-next-line no-await-in-loop -- three statements
      await bed.tables.updateTable('instances').set({ name }).where('id', '=', id).execute();
    }
    await settle();
    await maya.hears(`instance ${id}`);
    expect(maya.sent).toHaveLength(1);
  });

  test('of one statement are told as many, and to all when they are many accounts’', async () => {
    const insert = (accounts: number, each: number) =>
      sql`
        with owner as (
          insert into accounts (external_id, name, created_at)
          select gen_random_uuid(), 'x', now() from generate_series(1, ${accounts}) returning id)
        insert into instances (vendor, vendor_id, account_id, name, template_id, template_name, rest_status, update_kind,
          fingerprint, checked_at)
        select 'tray', gen_random_uuid(), id, 'x', 't', 't', 'enabled', 'none', 'f', now()
        from owner cross join generate_series(1, ${each})`.execute(bed.tables);
    await insert(1, 21);
    await priya.hears('instance many');
    await settle();
    expect(maya.told()).toEqual([]);
    await insert(201, 1);
    await maya.hears('instance many');
  });

  test('for a reader that takes nothing are kept as one', async () => {
    const taken: StreamMessage[] = [];
    let take = () => {};
    const send = (message: StreamMessage) => {
      taken.push(message);
      return new Promise<void>((resolve) => {
        take = resolve;
      });
    };
    const { stream } = await bed.read('maya', { sink: { send, abort: () => {} } });
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    for (let count = 0; count < 100; count += 1) stream.add('instance', [`i${count}`], 0);
    stream.add('operation', ['o'], 0);
    expect(taken).toHaveLength(1);
    take();
    await vi.waitFor(() => expect(taken).toHaveLength(2));
    take();
    await vi.waitFor(() => expect(taken).toHaveLength(3));
    expect(taken.slice(1).map(({ data }) => JSON.parse(data))).toEqual([
      { noun: 'instance', id: null },
      { noun: 'operation', id: 'o' },
    ]);
    stream.end('gone');
  });
});

describe('a stream ends', () => {
  test('at once when its session does, and no other one does', async () => {
    const id = await bed.beginSession('maya');
    const mine = await bed.read('maya', { sessionId: id });
    await bed.endSession(id);
    await vi.waitFor(() => expect(mine.isOver()).toBe(true));
    expect(mine.told()).toEqual(['session many']);
    expect(maya.isOver()).toBe(false);
  });

  test('when its session expires, without anybody saying so', async () => {
    const hub = bed.anotherHub({ recheckMs: 20 });
    const expiresAt = new Date(bed.clock.now().getTime() + 3_600_000);
    const mine = await bed.read('tomas', { hub, sessionId: await bed.beginSession('tomas', expiresAt) });
    const other = await bed.read('tomas', {
      hub,
      sessionId: await bed.beginSession('tomas', new Date(expiresAt.getTime() + 3_600_000)),
    });
    bed.clock.advance(3_600_001);
    await vi.waitFor(() => expect(mine.isOver()).toBe(true));
    expect(mine.told()).toEqual(['session many']);
    expect(other.isOver()).toBe(false);
  });

  test('when its person’s rights change, to be opened again with the new ones', async () => {
    const mine = await bed.read('jonas');
    await bed.tables.updateTable('people').set({ view_only: false }).where('name', '=', 'jonas').execute();
    await vi.waitFor(() => expect(mine.isOver()).toBe(true));
    expect(mine.told()).toEqual([]);
    expect(mine.sent.at(-1)?.retry).toBeGreaterThan(0);
  });

  test('the oldest one, when a session opens a seventh, and stays away for a minute', async () => {
    const id = await bed.beginSession('maya');
    const readers: Reader[] = [];
    // oxlint-disable-next-line no-await-in-loop -- their order counts
    for (let count = 0; count < 7; count += 1) readers.push(await bed.read('maya', { sessionId: id }));
    await vi.waitFor(() => expect(readers.map((reader) => reader.isOver())).toEqual([true, ...Array(6).fill(false)]));
    expect(readers[0]?.sent.at(-1)).toEqual({ data: '', retry: 60_000 });
    expect(maya.isOver()).toBe(false);
    for (const { stream } of readers) stream.end('gone');
  });

  test('promptly when the server stops, even for a reader that takes nothing', async () => {
    const hub = bed.anotherHub();
    const reader = await bed.read('maya', { hub });
    const abort = vi.fn<() => void>();
    await bed.read('maya', { hub, sink: { send: () => new Promise(() => {}), abort } });
    const startedAt = performance.now();
    await hub.stop();
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    expect(abort).toHaveBeenCalledOnce();
    expect(reader.sent.at(-1)?.retry).toBeGreaterThanOrEqual(2_000);
    expect((await hubAfterStop(hub)).isOver()).toBe(true);
  });

  async function hubAfterStop(hub: HubBed['hub']): Promise<Reader> {
    const late = await bed.read('maya', { hub, sink: { send: async () => {}, abort: () => {} } });
    await late.stream.finished;
    return late;
  }
});

test('a stream that opens late is told what changed a moment before', async () => {
  const id = await bed.addInstance(bed.northwind);
  await maya.hears(`instance ${id}`);
  const sessionId = await bed.beginSession('maya');
  const sent: StreamMessage[] = [];
  const send = async (message: StreamMessage) => void sent.push(message);
  const late = await bed.read('maya', { sessionId, sink: { send, abort: () => {} } });
  await vi.waitFor(() => expect(sent.some(({ data }) => data.includes(id))).toBe(true));
  late.stream.end('gone');
});
