import { eventNouns } from '#contract/endpoints/events.ts';
import { z } from 'zod';

/** Where the database tells what changed; see the migration of the change notices. */
export const changeChannel = 'jackfield_changes';

const schema = z.object({
  noun: z.enum(eventNouns),
  to: z.union([z.enum(['admins', 'everybody', 'sessions']), z.uuid()]),
  ids: z.array(z.string()).nullable(),
});

/**
 * What one statement changed, and whom it concerns: an account by its id, `admins`, `everybody`, or the `sessions` whose
 * digests the ids are. `ids` null: too many to name.
 */
export type ChangeNotice = z.infer<typeof schema>;

/** Reads a notice; null for what another version may have sent. */
export function parseNotice(payload: string): ChangeNotice | null {
  try {
    const parsed = schema.safeParse(JSON.parse(payload));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
