import { nameBasedUuid } from '../../name-based-uuid.ts';
import type { InstabaseDatabase } from '../database/tables.ts';
import { later } from '../instabase-services.ts';
import { finelyStamped } from '../nanoseconds.ts';
import { addFirstPackages, addOperatorPackages, drive } from './packages.ts';
import { type SeedSolution, seedSolutions } from './solutions.ts';
import { type SeedUser, seedUsers } from './users.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Fills an empty imitation with the same users, spaces, files, solutions and runs every time; does nothing to one in use. */
export async function seedInstabase(database: InstabaseDatabase, now: Date): Promise<void> {
  const used = await database.selectFrom('users').select('username').limit(1).executeTakeFirst();
  if (used) return;
  await database.transaction().execute(async (transaction) => {
    await transaction.insertInto('users').values(seedUsers.map(userRow)).execute();
    await transaction
      .insertInto('spaces')
      .values(seedUsers.flatMap(({ username, spaces }) => spaces.map((name) => ({ owner: username, name }))))
      .execute();
    await addOperatorPackages(transaction);
    await addFirstPackages(transaction, 'northwind');
    await addFirstPackages(transaction, 'fabrikam');
    await transaction
      .insertInto('solutions')
      .values(seedSolutions.map((solution) => solutionRow(solution, now)))
      .execute();
    await transaction
      .insertInto('runs')
      .values(seedSolutions.flatMap((solution) => runRows(solution, now)))
      .execute();
  });
}

function userRow({ accountId, username, externalId, token, isAdmin }: SeedUser) {
  return { account_id: accountId, username, external_id: externalId, token, is_admin: isAdmin };
}

function solutionRow(solution: SeedSolution, now: Date) {
  const { owner, author, name, version, state, visibility, summary } = solution;
  const deployedAt = later(now, -solution.daysAgo * dayMs);
  const file = `${name.toLowerCase().replaceAll(' ', '-')}-${version}.ibsolution`;
  return {
    id: idOf(solution),
    name,
    version,
    owner,
    author,
    summary,
    description: `${summary}.\n\nSorts the pages of a folder, reads the fields of each and checks them against each other.`,
    metadata: solution.metadata ?? JSON.stringify({ authors: ['Document Automation'], solution_type: 'ibflowbin' }),
    state,
    visibility,
    solution_path: `${spaceOf(author)}/${drive}/packages/${file}`,
    created_at: deployedAt,
    updated_at: deployedAt,
    previous_state: null,
    deletion_job: null,
    removed_at: null,
  };
}

/** The third run of each was resumed by a person, so that its last start is later than its first. */
function runRows(solution: SeedSolution, now: Date) {
  const runner = seedUsers.find(({ username }) => username === solution.author);
  return solution.outcomes.map((outcome, place) => {
    const id = nameBasedUuid(`instabase-run:${idOf(solution)}:${place}`);
    const startedAt = later(now, -(place + 1) * 7 * hourMs - solution.daysAgo * 60_000);
    const resumedAt = later(startedAt, place === 2 ? hourMs : 0);
    return {
      id,
      account_id: runner?.accountId ?? '',
      username: solution.author,
      solution_id: idOf(solution),
      solution_name: solution.name,
      solution_version: solution.version,
      solution_owner: solution.owner,
      output_folder: `${spaceOf(solution.author)}/${drive}/out/run-${place + 1}`,
      output_repo: spaceOf(solution.author),
      started_ns: finelyStamped(startedAt, id),
      last_started_ns: finelyStamped(resumedAt, id),
      ends_ns: finelyStamped(later(resumedAt, 7025 + place * 41_000), `end of ${id}`),
      outcome,
    };
  });
}

function idOf({ owner, name, version }: SeedSolution): string {
  return nameBasedUuid(`instabase-solution:${owner}:${name}:${version}`);
}

/** The first space of a user. */
function spaceOf(username: string): string {
  return `${username}/${seedUsers.find((user) => user.username === username)?.spaces[0] ?? 'home'}`;
}
