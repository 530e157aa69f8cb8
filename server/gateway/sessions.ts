import { randomBytes } from 'node:crypto';
import type { OwnSession } from '#contract/endpoints/session.ts';
import type { Person } from '#contract/people.ts';
import { findAccount, findPerson } from '../accounts/people.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { digest } from '../platform/keys.ts';
import { deviceOf, longestUserAgent } from './device.ts';
import { endLooks, entriesOfEndedLooks } from './ended-looks.ts';

/**
 * Who is signed in where. The browser holds a random id; the database holds its digest. A session that ended has no row:
 * whoever watches the table, such as an open event stream, learns of it.
 */
export interface Sessions {
  /** Begins a session in the browser that says this of itself, and answers its id, for the cookie. */
  begin(personId: string, userAgent?: string): Promise<{ id: string; expiresAt: Date }>;
  /** Whose session it is, which also counts as a sign of life; null when there is no such session, or not any more. */
  find(id: string): Promise<Person | null>;
  /** The same for those who only want to know: it is no sign of life. */
  look(id: string): Promise<Person | null>;
  end(id: string, requestId?: string): Promise<void>;
  /** Ends every session of a person and answers how many there were. */
  endAllOf(personId: string): Promise<number>;
  /** The same of all people of an account. Who looks as the account is none of them. */
  endAllOfAccount(accountId: string): Promise<number>;
  /** Has an administrator's session look as an account until then. */
  viewAs(id: string, view: { accountId: string; until: Date }): Promise<void>;
  /** Ends that, with an entry in the log as whatever else ends it writes one: its time, and the end of the session. */
  endViewAs(id: string, requestId: string): Promise<void>;
  /** A person's own sessions, the one with this id first, then by when they were last used. */
  listOf(personId: string, id: string): Promise<OwnSession[]>;
  /** Ends the one of a person's own sessions that is known by this public id; false when they have none such. */
  endOneOf(personId: string, publicId: string): Promise<boolean>;
  /** Ends a person's sessions but the one with this id, and answers how many there were. */
  endOthersOf(personId: string, id: string): Promise<number>;
  /** How many sessions each of these people has, and when one of them was used last; who has none is not in it. */
  seenOf(personIds: string[]): Promise<Map<string, { count: number; lastSeenAt: Date }>>;
  /** Ends what is over, looks as an account too. To be called now and then, since what nobody uses is otherwise never looked at. */
  endOverdue(): Promise<void>;
}

export interface SessionLimits {
  /** A session ends this long after it began, whatever happens in it. */
  absoluteMs: number;
  /** A session ends this long after it was last used; null: it does not. */
  idleMs: number | null;
}

const hourMs = 60 * 60_000;

/**
 * In the sandbox nothing ends by idling: whoever moves its clock by an hour to see a vendor's token expire wants to be
 * signed in still.
 */
export const sessionLimits = {
  sandbox: { absoluteMs: 12 * hourMs, idleMs: null },
  live: { absoluteMs: 12 * hourMs, idleMs: hourMs },
} satisfies Record<'sandbox' | 'live', SessionLimits>;

/** A sign of life is written this often at most: a page that reads ten things need not write ten times. */
const seenEveryMs = 60_000;

/** 256 random bits, twice what OWASP ASVS 5.0 (7.2.3) asks for. */
const idBytes = 32;

export function createSessions(
  { database, clock, audit }: { database: JackfieldDatabase; clock: Clock; audit: AuditLog },
  limits: SessionLimits,
): Sessions {
  const ago = (milliseconds: number) => new Date(clock.now().getTime() - milliseconds);

  /** Ends sessions, and with them the looks as an account that were going on in them; answers how many there were. */
  async function endSessions(which: RawBuilder<unknown>, requestId?: string): Promise<number> {
    return database.transaction().execute(async (transaction) => {
      const ended = await transaction
        .deleteFrom('sessions')
        .where(sql<boolean>`${which}`)
        .returning(['person_id as personId', 'viewing_account_id as accountId'])
        .execute();
      await audit.appendAll(entriesOfEndedLooks(ended, { reason: 'the session ended', requestId }), transaction);
      return ended.length;
    });
  }

  async function endOverdue(): Promise<void> {
    const isOver = limits.idleMs === null ? sql`false` : sql`last_seen_at <= ${ago(limits.idleMs)}`;
    await endSessions(sql`expires_at <= ${clock.now()} or ${isOver}`);
    await endLooks(database, audit, sql`viewing_until <= ${clock.now()}`, { reason: 'its hour was over' });
  }

  /** Those that are not over. */
  function standing() {
    return database
      .selectFrom('sessions')
      .where('expires_at', '>', clock.now())
      .$if(limits.idleMs !== null, (query) => query.where('last_seen_at', '>', ago(limits.idleMs ?? 0)));
  }

  async function findRow(id: string) {
    return standing()
      .where('id_digest', '=', digest(id))
      .select(['id_digest', 'person_id', 'last_seen_at', 'viewing_account_id', 'viewing_until'])
      .executeTakeFirst();
  }

  /** Whom the session speaks for: its person, or an account that they look as, as long as they may. */
  async function personOf(session: NonNullable<Awaited<ReturnType<typeof findRow>>>): Promise<Person | null> {
    const { viewing_account_id: accountId, viewing_until: until } = session;
    const person = await findPerson(database, session.person_id);
    if (!person || accountId === null) return person;
    const isOver = until === null || until <= clock.now();
    if (isOver || person.role !== 'admin') {
      const reason = isOver ? 'its hour was over' : 'no administrator any more';
      await endLooks(database, audit, sql`id_digest = ${session.id_digest}`, { reason });
      return person;
    }
    const account = await findAccount(database, accountId);
    if (!account) return person;
    const viewedBy = { id: person.id, name: person.name, until: until.toISOString() };
    return { ...person, role: 'user', viewOnly: true, account, viewedBy };
  }

  async function seenOf(personIds: string[]): Promise<Map<string, { count: number; lastSeenAt: Date }>> {
    if (personIds.length === 0) return new Map();
    const rows = await standing()
      .where('person_id', 'in', personIds)
      .groupBy('person_id')
      .select((row) => [
        'person_id',
        row.fn.countAll<number>().as('count'),
        row.fn.max('last_seen_at').as('lastSeenAt'),
      ])
      .execute();
    return new Map(rows.map(({ person_id: personId, count, lastSeenAt }) => [personId, { count, lastSeenAt }]));
  }

  return {
    endOverdue,
    seenOf,
    begin: async (personId, userAgent) => {
      const id = randomBytes(idBytes).toString('base64url');
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + limits.absoluteMs);
      await endOverdue();
      await database
        .insertInto('sessions')
        .values({
          id_digest: digest(id),
          person_id: personId,
          created_at: now,
          last_seen_at: now,
          expires_at: expiresAt,
          user_agent: userAgent?.slice(0, longestUserAgent) ?? null,
        })
        .execute();
      return { id, expiresAt };
    },
    find: async (id) => {
      const session = await findRow(id);
      if (!session) return null;
      if (session.last_seen_at <= ago(seenEveryMs)) {
        await database
          .updateTable('sessions')
          .where('id_digest', '=', session.id_digest)
          .set({ last_seen_at: clock.now() })
          .execute();
      }
      return personOf(session);
    },
    look: async (id) => {
      const session = await findRow(id);
      return session ? personOf(session) : null;
    },
    end: async (id, requestId) => void (await endSessions(sql`id_digest = ${digest(id)}`, requestId)),
    endAllOf: (personId) => endSessions(sql`person_id = ${personId}`),
    endAllOfAccount: (accountId) =>
      endSessions(sql`person_id in (select id from people where account_id = ${accountId})`),
    viewAs: async (id, view) => {
      await database
        .updateTable('sessions')
        .where('id_digest', '=', digest(id))
        .set({ viewing_account_id: view.accountId, viewing_until: view.until })
        .execute();
    },
    endViewAs: (id, requestId) => endLooks(database, audit, sql`id_digest = ${digest(id)}`, { requestId }),
    listOf: async (personId, id) => {
      const own = digest(id);
      const rows = await standing()
        .where('person_id', '=', personId)
        .orderBy('last_seen_at', 'desc')
        .orderBy('created_at', 'desc')
        .select(['id_digest', 'public_id', 'user_agent', 'created_at', 'last_seen_at'])
        .execute();
      return rows
        .map((row) => ({
          id: row.public_id,
          device: deviceOf(row.user_agent),
          startedAt: row.created_at.toISOString(),
          lastSeenAt: row.last_seen_at.toISOString(),
          isThis: row.id_digest.equals(own),
        }))
        .toSorted((one, other) => Number(other.isThis) - Number(one.isThis));
    },
    endOneOf: async (personId, publicId) =>
      (await endSessions(sql`person_id = ${personId} and public_id = ${publicId}`)) > 0,
    endOthersOf: (personId, id) => endSessions(sql`person_id = ${personId} and id_digest <> ${digest(id)}`),
  };
}
