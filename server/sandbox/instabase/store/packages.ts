import { z } from 'zod';

import type { InstabaseDatabase } from '../database/tables.ts';
import { ownerOfPath, trimmedPath, withoutOwner } from '../paths.ts';
import { visibilities } from '../vocabulary.ts';

/** What a `package.json` must hold before a solution can be deployed, and what it may hold besides. */
const packageSchema = z.object({
  name: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'is not major.minor.patch'),
  owner: z.string().min(1),
  solution_type: z.literal('ibflowbin'),
  short_description: z.string().default(''),
  long_description: z.string().default(''),
  visibility: z.enum(visibilities).optional(),
  authors: z.array(z.string()).optional(),
  industry: z.string().optional(),
});

export type SolutionPackage = z.infer<typeof packageSchema>;

/** Thrown while a job is worked on: its message becomes the job's result. */
export class UnusableError extends Error {}

const extension = '.ibsolution';

/**
 * The `package.json` of the file at this path. Files nobody put there are made up from their name (`claims-2.1.0.ibsolution`
 * is version 2.1.0 of claims), so that any path can be deployed; one with `broken` in it cannot be read.
 */
export async function readPackage(
  database: InstabaseDatabase,
  path: string,
  requester: string,
): Promise<SolutionPackage> {
  const place = trimmedPath(path);
  if (!place.endsWith(extension)) throw new UnusableError(`${path} is not an ${extension} file`);
  if (withoutOwner(place).includes('broken')) throw new UnusableError(`${path} cannot be read as a solution package`);
  const stored = await database
    .selectFrom('packages')
    .select('package_json')
    .where('path', '=', place)
    .executeTakeFirst();
  const content = stored ? stored.package_json : await madeUp(database, place, requester);
  const parsed = packageSchema.safeParse(content);
  if (!parsed.success) {
    const problem = parsed.error.issues[0];
    throw new UnusableError(`package.json of ${path}: ${problem?.path.join('.') ?? ''}: ${problem?.message ?? ''}`);
  }
  return parsed.data;
}

async function madeUp(database: InstabaseDatabase, place: string, requester: string): Promise<unknown> {
  const file = (place.split('/').at(-1) ?? '').slice(0, -extension.length);
  const parts = /^(?<name>.+?)[-_ ]v?(?<version>\d+\.\d+\.\d+)$/.exec(file)?.groups;
  const name = parts?.['name'] ?? file;
  const owner = await database
    .selectFrom('users')
    .select('username')
    .where('username', '=', ownerOfPath(place))
    .executeTakeFirst();
  return {
    name,
    version: parts?.['version'] ?? '1.0.0',
    owner: owner?.username ?? requester,
    solution_type: 'ibflowbin',
    short_description: name,
    long_description: `Deployed from ${place}`,
  };
}
