import { randomBytes } from 'node:crypto';
import type { OwnSession } from '#contract/endpoints/session.ts';
import type { Person } from '#contract/people.ts';
import { findPerson } from '../accounts/people.ts';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { digest } from '../platform/keys.ts';
import { deviceOf, longestUserAgent } from './device.ts';

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
  end(id: string): Promise<void>;
  /** Ends every session of a person and answers how many there were. */
  endAllOf(personId: string): Promise<number>;
  /** A person's own sessions, the one with this id first, then by when they were last used. */
  listOf(personId: string, id: string): Promise<OwnSession[]>;
  /** Ends the one of a person's own sessions that is known by this public id; false when they have none such. */
  endOneOf(personId: string, publicId: string): Promise<boolean>;
  /** Ends a person's sessions but the one with this id, and answers how many there were. */
  endOthersOf(personId: string, id: string): Promise<number>;
  /** How many sessions each of these people has; who has none is not in it. */
  countOf(personIds: string[]): Promise<Map<string, number>>;
  /** Ends what is over. To be called now and then, since a session that nobody uses is otherwise never looked at. */
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

export function createSessions(database: JackfieldDatabase, clock: Clock, limits: SessionLimits): Sessions {
  const ago = (milliseconds: number) => new Date(clock.now().getTime() - milliseconds);

  async function endOverdue(): Promise<void> {
    await database
      .deleteFrom('sessions')
      .where((row) =>
        row.or([
          row('expires_at', '<=', clock.now()),
          ...(limits.idleMs === null ? [] : [row('last_seen_at', '<=', ago(limits.idleMs))]),
        ]),
      )
      .execute();
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
      .select(['id_digest', 'person_id', 'last_seen_at'])
      .executeTakeFirst();
  }

  return {
    endOverdue,
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
      return findPerson(database, session.person_id);
    },
    look: async (id) => {
      const session = await findRow(id);
      return session ? findPerson(database, session.person_id) : null;
    },
    end: async (id) => {
      await database.deleteFrom('sessions').where('id_digest', '=', digest(id)).execute();
    },
    endAllOf: async (personId) => {
      const ended = await database
        .deleteFrom('sessions')
        .where('person_id', '=', personId)
        .returning('id_digest')
        .execute();
      return ended.length;
    },
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
    endOneOf: async (personId, publicId) => {
      const ended = await database
        .deleteFrom('sessions')
        .where('person_id', '=', personId)
        .where('public_id', '=', publicId)
        .returning('public_id')
        .execute();
      return ended.length > 0;
    },
    endOthersOf: async (personId, id) => {
      const ended = await database
        .deleteFrom('sessions')
        .where('person_id', '=', personId)
        .where('id_digest', '!=', digest(id))
        .returning('public_id')
        .execute();
      return ended.length;
    },
    countOf: async (personIds) => {
      if (personIds.length === 0) return new Map();
      const rows = await standing()
        .where('person_id', 'in', personIds)
        .groupBy('person_id')
        .select((row) => ['person_id', row.fn.countAll<number>().as('count')])
        .execute();
      return new Map(rows.map((row) => [row.person_id, row.count]));
    },
  };
}
