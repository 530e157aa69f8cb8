import { sql } from 'kysely';

import type { SolutionRow, UserRow } from '../database/tables.ts';
import { InstabaseError, solutionNotFound } from '../instabase-errors.ts';
import { type InstabaseServices, isUuid } from '../instabase-services.ts';
import { publicOwner, type SolutionState, type Visibility } from '../vocabulary.ts';

/** What a list may be narrowed by; each compares the whole value. */
export interface SolutionFilter {
  state: SolutionState | undefined;
  name: string | undefined;
  author: string | undefined;
  owner: string | undefined;
  visibility: Visibility | undefined;
}

export interface Page {
  limit: number;
  offset: number;
}

/** A late read shows the world as it was at this moment; null: as it is. */
export type LateSince = Date | null;

/** Newest first. An admin sees all; others see what is public and what is theirs. */
export async function listSolutions(
  services: InstabaseServices,
  caller: UserRow,
  filter: SolutionFilter,
  { limit, offset }: Page,
  lateSince: LateSince,
): Promise<SolutionRow[]> {
  let query = readable(services, caller, lateSince);
  for (const column of ['state', 'name', 'author', 'owner', 'visibility'] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(column, '=', value);
  }
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('position', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map((row) => asOf(row, lateSince));
}

/** The solution of this id, if the caller may know of it. */
export async function findSolution(
  services: InstabaseServices,
  caller: UserRow,
  id: string,
  lateSince: LateSince,
): Promise<SolutionRow> {
  if (!isUuid(id)) throw solutionNotFound();
  const row = await readable(services, caller, lateSince).where('id', '=', id).executeTakeFirst();
  if (!row) throw solutionNotFound();
  return asOf(row, lateSince);
}

/** The same, for a change: what one may read but does not own is refused. */
export async function findOwnSolution(services: InstabaseServices, caller: UserRow, id: string): Promise<SolutionRow> {
  const row = await findSolution(services, caller, id, null);
  if (!caller.is_admin && row.owner !== caller.username) {
    throw new InstabaseError(403, 'Only the owner of a deployed solution and administrators may change it');
  }
  return row;
}

/** The one that a run by name means: without a version the one deployed last, which need not have the highest number. */
export async function findSolutionByName(
  services: InstabaseServices,
  caller: UserRow,
  { name, owner, version }: { name: string; owner: string; version: string | undefined },
): Promise<SolutionRow> {
  let query = readable(services, caller, null).where('name', '=', name).where('owner', '=', owner);
  if (version !== undefined) query = query.where('version', '=', version);
  const row = await query.orderBy('created_at', 'desc').orderBy('position', 'desc').limit(1).executeTakeFirst();
  if (!row) throw solutionNotFound();
  return row;
}

/** What a caller may ask for: only an administrator can publish, anybody else can have it looked at. */
export function grantedVisibility(caller: UserRow, asked: Visibility): Visibility {
  return asked === 'PUBLIC' && !caller.is_admin ? 'PENDING_REVIEW' : asked;
}

/** A public solution belongs to nobody; one taken back belongs to who published it. */
export function ownerAfter(row: Pick<SolutionRow, 'owner' | 'author'>, visibility: Visibility): string {
  if (visibility === 'PUBLIC') return publicOwner;
  return row.owner === publicOwner ? row.author : row.owner;
}

/** Changes state, visibility or both at once, and answers the changed solution. */
export async function changeSolution(
  { database, clock }: InstabaseServices,
  row: SolutionRow,
  change: { state: SolutionState | undefined; visibility: Visibility | undefined },
): Promise<SolutionRow> {
  const visibility = change.visibility ?? row.visibility;
  const owner = ownerAfter(row, visibility);
  return database.transaction().execute(async (transaction) => {
    if (owner !== row.owner) {
      await sql`lock table solutions in share row exclusive mode`.execute(transaction);
      const namesake = await transaction
        .selectFrom('solutions')
        .select('id')
        .where('name', '=', row.name)
        .where('version', '=', row.version)
        .where('owner', '=', owner)
        .where('removed_at', 'is', null)
        .executeTakeFirst();
      if (namesake) throw new InstabaseError(409, `${owner} already has version ${row.version} of ${row.name}`);
    }
    const changed = await transaction
      .updateTable('solutions')
      .set({
        ...(change.state === undefined ? {} : { state: change.state }),
        ...(change.visibility === undefined ? {} : { visibility, owner }),
        previous_state: sql<SolutionState>`state`,
        updated_at: clock.now(),
      })
      .where('id', '=', row.id)
      .where('removed_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (!changed) throw solutionNotFound();
    return changed;
  });
}

function readable({ database }: InstabaseServices, caller: UserRow, lateSince: LateSince) {
  return database
    .selectFrom('solutions')
    .selectAll()
    .where((build) =>
      build.and([
        ...(caller.is_admin
          ? []
          : [build.or([build('visibility', '=', 'PUBLIC'), build('owner', '=', caller.username)])]),
        ...(lateSince === null
          ? [build('removed_at', 'is', null)]
          : [
              build('created_at', '<=', lateSince),
              build.or([build('removed_at', 'is', null), build('removed_at', '>', lateSince)]),
            ]),
      ]),
    );
}

function asOf(row: SolutionRow, lateSince: LateSince): SolutionRow {
  if (lateSince === null || row.updated_at <= lateSince || row.previous_state === null) return row;
  return { ...row, state: row.previous_state };
}
