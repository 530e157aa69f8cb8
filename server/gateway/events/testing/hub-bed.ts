import type { ChangeEvent } from '#contract/endpoints/events.ts';
import type { Person } from '#contract/people.ts';
import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { findPerson } from '#server/accounts/people.ts';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { createSessions, sessionLimits } from '#server/gateway/sessions.ts';
import { createAdjustableClock } from '#server/platform/clock.ts';
import { migrate, openDatabase } from '#server/platform/database/connect.ts';
import { migrations } from '#server/platform/database/migrations.ts';
import {
  type InstancesTable,
  jackfieldSchema,
  type JackfieldDatabase,
  type Tables,
} from '#server/platform/database/schema.ts';
import { digest } from '#server/platform/keys.ts';
import { createLogger, type Logger } from '#server/platform/logger.ts';
import { createTestDatabase } from '#server/testing/database.ts';
import type { Insertable } from 'kysely';
import { type ChangeHub, createChangeHub } from '../change-hub.ts';
import type { EventStream, StreamMessage, StreamSink } from '../event-stream.ts';

/** A reader of a stream, with everything it was sent. */
export interface Reader {
  stream: EventStream;
  sent: StreamMessage[];
  /** The changes it was told of, as `noun id`, without those of accounts: each reader’s own session is one. */
  told(): string[];
  /** The accounts of whose changes it was told. */
  toldOfAccounts(): string[];
  /** Waits until it is told of exactly these, in whatever order, since it was cleared last. */
  hears(...changes: string[]): Promise<void>;
  clear(): void;
  isOver(): boolean;
}

/** Our tables, two accounts with people, an admin, and hubs over them. */
export interface HubBed {
  tables: JackfieldDatabase;
  /** What the hubs log to. */
  logger: Logger;
  /** Begins a session of somebody, and answers what its cookie would hold. */
  beginSession(person: keyof HubBed['people'], expiresAt?: Date): Promise<string>;
  endSession(id: string): Promise<void>;
  clock: ReturnType<typeof createAdjustableClock>;
  northwind: string;
  fabrikam: string;
  people: Record<'maya' | 'jonas' | 'tomas' | 'priya', Person>;
  hub: ChangeHub;
  anotherHub(options?: { aliveMs?: number; recheckMs?: number }): ChangeHub;
  /** A stream of somebody with a session of their own, that hears by now. */
  read(
    person: keyof HubBed['people'],
    options?: { hub?: ChangeHub; sessionId?: string; sink?: StreamSink },
  ): Promise<Reader>;
  addInstance(accountId: string, values?: Partial<Insertable<InstancesTable>>): Promise<string>;
  close(): Promise<void>;
}

export async function openHubBed(): Promise<HubBed> {
  const database = await createTestDatabase();
  const tables = openDatabase<Tables>(database.url, { schema: jackfieldSchema });
  await migrate(tables, jackfieldSchema, migrations);
  const clock = createAdjustableClock();
  const audit = createAuditLog(tables, clock);
  const sessions = createSessions({ database: tables, clock, audit }, sessionLimits.sandbox);
  const logger = createLogger('silent');
  const hubs: ChangeHub[] = [];
  const anotherHub: HubBed['anotherHub'] = (options = {}) => {
    const hub = createChangeHub({
      databaseUrl: database.url,
      clock,
      logger,
      findPerson: (id) => sessions.look(id),
      spreadMs: 50,
      ...options,
    });
    hubs.push(hub);
    return hub;
  };
  const hub = anotherHub();

  const addAccount = async (name: string) => {
    const values = { external_id: name, name, created_at: clock.now() };
    return (await tables.insertInto('accounts').values(values).returning('id').executeTakeFirstOrThrow()).id;
  };
  const addPerson = async (name: string, accountId: string | null, viewOnly = false) => {
    const { id } = await tables
      .insertInto('people')
      .values({
        account_id: accountId,
        demo_key: name,
        name,
        role: accountId === null ? 'admin' : 'user',
        view_only: viewOnly,
        featured: false,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const person = await findPerson(tables, id);
    if (!person) throw new Error(`${name} was not added`);
    return person;
  };
  const northwind = await addAccount('northwind');
  const fabrikam = await addAccount('fabrikam');
  const people = {
    maya: await addPerson('maya', northwind),
    jonas: await addPerson('jonas', northwind, true),
    tomas: await addPerson('tomas', fabrikam),
    priya: await addPerson('priya', null),
  };

  const beginSession: HubBed['beginSession'] = async (
    name,
    expiresAt = new Date(clock.now().getTime() + 3_600_000),
  ) => {
    const id = randomUUID();
    const now = clock.now();
    const times = { created_at: now, last_seen_at: now, expires_at: expiresAt };
    await tables
      .insertInto('sessions')
      .values({ id_digest: digest(id), person_id: people[name].id, ...times })
      .execute();
    return id;
  };

  const begun = new Set<ChangeHub>();
  const read: HubBed['read'] = async (name, { hub: at = hub, sessionId, sink } = {}) => {
    const person = people[name];
    const id = sessionId ?? (await beginSession(name));
    const sent: StreamMessage[] = [];
    const send = async (message: StreamMessage) => {
      sent.push(message);
    };
    const stream = at.open(person, id, sink ?? { send, abort: () => {} });
    let isOver = false;
    void stream.finished.then(() => {
      isOver = true;
    });
    const heard = (isWanted: (event: ChangeEvent) => boolean) =>
      sent
        .filter(({ event, data }) => event === undefined && data !== '')
        .map(({ data }) => JSON.parse(data) as ChangeEvent)
        .filter(isWanted);
    const told = () =>
      heard(({ noun }) => noun !== 'account').map(({ noun, id: thing }) => `${noun} ${thing ?? 'many'}`);
    const reader: Reader = {
      stream,
      sent,
      told,
      toldOfAccounts: () => heard(({ noun }) => noun === 'account').map(({ id: account }) => account ?? 'many'),
      isOver: () => isOver,
      hears: (...changes) =>
        vi.waitFor(() => expect(told().toSorted()).toEqual(changes.toSorted()), { timeout: 5_000, interval: 10 }),
      clear: () => void sent.splice(0),
    };
    if (!sink) {
      await vi.waitFor(() => expect(sent.some(({ event }) => event === 'alive')).toBe(true), 5_000);
      if (!begun.has(at)) {
        // Listening has just begun there, so what was before is not known.
        const admins = person.role === 'admin' ? ['bulk many'] : [];
        await reader.hears('instance many', 'operation many', 'template many', 'vendor many', ...admins);
        begun.add(at);
        clock.advance(60_000);
      }
      reader.clear();
    }
    return reader;
  };

  return {
    tables,
    logger,
    beginSession,
    endSession: async (id) => {
      await tables.deleteFrom('sessions').where('id_digest', '=', digest(id)).execute();
    },
    clock,
    northwind,
    fabrikam,
    people,
    hub,
    anotherHub,
    read,
    addInstance: async (accountId, values = {}) => {
      const row = {
        vendor: 'tray' as const,
        vendor_id: randomUUID(),
        account_id: accountId,
        name: 'Orders',
        template_id: 't',
        template_name: 'Template',
        rest_status: 'enabled' as const,
        update_kind: 'none' as const,
        fingerprint: 'f',
        checked_at: clock.now(),
        ...values,
      };
      return (await tables.insertInto('instances').values(row).returning('id').executeTakeFirstOrThrow()).id;
    },
    close: async () => {
      await Promise.all(hubs.map((each) => each.stop()));
      await tables.destroy();
      await database.drop();
    },
  };
}
