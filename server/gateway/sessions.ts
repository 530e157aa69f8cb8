import { randomBytes } from 'node:crypto';
import type { Person } from '#contract/people.ts';
import { findPerson } from '../accounts/people.ts';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { digest } from '../platform/keys.ts';

/** Who is signed in where. The browser holds a random id; the database holds its digest. */
export interface Sessions {
  /** Begins a session and answers its id, for the cookie. */
  begin(personId: string): Promise<{ id: string; expiresAt: Date }>;
  find(id: string): Promise<Person | null>;
  end(id: string): Promise<void>;
}

/** A session ends this long after it began, whatever happens in it. */
const sessionMs = 12 * 60 * 60_000;

/** 256 random bits, twice what OWASP ASVS 5.0 (7.2.3) asks for. */
const idBytes = 32;

export function createSessions(database: JackfieldDatabase, clock: Clock): Sessions {
  return {
    begin: async (personId) => {
      const id = randomBytes(idBytes).toString('base64url');
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + sessionMs);
      await database.deleteFrom('sessions').where('expires_at', '<=', now).execute();
      await database
        .insertInto('sessions')
        .values({ id_digest: digest(id), person_id: personId, created_at: now, expires_at: expiresAt })
        .execute();
      return { id, expiresAt };
    },
    find: async (id) => {
      const session = await database
        .selectFrom('sessions')
        .where('id_digest', '=', digest(id))
        .where('expires_at', '>', clock.now())
        .select('person_id')
        .executeTakeFirst();
      return session ? findPerson(database, session.person_id) : null;
    },
    end: async (id) => {
      await database.deleteFrom('sessions').where('id_digest', '=', digest(id)).execute();
    },
  };
}
