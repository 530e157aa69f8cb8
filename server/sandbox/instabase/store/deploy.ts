import { randomUUID } from 'node:crypto';

import type { AsyncJobRow, InstabaseDatabase, UserRow } from '../database/tables.ts';
import { trimmedPath } from '../paths.ts';
import { publicOwner } from '../vocabulary.ts';
import { readPackage, type SolutionPackage, UnusableError } from './packages.ts';
import { grantedVisibility, ownerAfter } from './solutions.ts';

/** Makes a solution of a job's package and answers its id, or throws an UnusableError. */
export async function deploy(transaction: InstabaseDatabase, job: AsyncJobRow): Promise<string> {
  const requester = await transaction
    .selectFrom('users')
    .selectAll()
    .where('account_id', '=', job.account_id)
    .executeTakeFirstOrThrow();
  const path = job.solution_path ?? '';
  const content = await readPackage(transaction, path, requester.username);
  const visibility = grantedVisibility(
    requester,
    content.visibility ?? (content.owner === publicOwner ? 'PUBLIC' : 'PRIVATE'),
  );
  const owner = ownerAfter({ owner: content.owner, author: requester.username }, visibility);
  await checkOwner(transaction, requester, owner);
  const added = await transaction
    .insertInto('solutions')
    .values({
      id: randomUUID(),
      name: content.name,
      version: content.version,
      owner,
      author: requester.username,
      summary: content.short_description,
      description: content.long_description,
      metadata: metadataOf(content),
      state: 'ACTIVE',
      visibility,
      solution_path: trimmedPath(path),
      created_at: job.due_at,
      updated_at: job.due_at,
      previous_state: null,
      deletion_job: null,
      removed_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw new UnusableError(`Version ${content.version} of ${content.name} is already deployed for ${owner}`);
  return added.id;
}

async function checkOwner(transaction: InstabaseDatabase, requester: UserRow, owner: string): Promise<void> {
  if (owner === publicOwner || owner === requester.username) return;
  if (!requester.is_admin) throw new UnusableError(`Only an administrator may deploy for ${owner}`);
  const known = await transaction
    .selectFrom('users')
    .select('username')
    .where('username', '=', owner)
    .executeTakeFirst();
  if (!known) throw new UnusableError(`There is no user ${owner} to own the solution`);
}

/** The rest of the `package.json`, which the API hands out as JSON inside a string. */
function metadataOf({ authors, industry, solution_type: solutionType }: SolutionPackage): string {
  return JSON.stringify({ authors: authors ?? [], industry: industry ?? null, solution_type: solutionType });
}
