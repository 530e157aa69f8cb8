import { atom } from 'nanostores';
import type { Person } from '#contract/people.ts';
import { whenCachesDrop } from '#src/api/caches.ts';
import { problemOf } from '#src/api/problem.ts';

const held = atom<Person | null>(null);

/**
 * Whose session ended while work of theirs was open on the page, which is kept for them and shown to nobody; null while
 * that is not so.
 */
export const interrupted = held;

const waiting = new Set<(isSamePerson: boolean) => void>();

/** Keeps what is open for this person until somebody signs in. */
export function interrupt(person: Person): void {
  if (!held.get()) held.set(person);
}

/** Ends the waiting: the same person is there again, or the page is no longer theirs. */
export function endInterruption(isSamePerson: boolean): void {
  held.set(null);
  const told = [...waiting];
  waiting.clear();
  for (const tell of told) tell(isSamePerson);
}

whenCachesDrop(() => endInterruption(false));

/**
 * Asks, and asks again when the session had ended and the same person has signed in again in place. Throws what `ask`
 * throws when nothing was interrupted, or when somebody else has signed in.
 */
export async function acrossSignIn<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- each time waits for a person
      return await ask();
    } catch (error) {
      if (problemOf(error).code !== 'signed_out' || !held.get()) throw error;
      // oxlint-disable-next-line no-await-in-loop -- each time waits for a person
      if (!(await new Promise<boolean>((resolve) => waiting.add(resolve)))) throw error;
    }
  }
}
