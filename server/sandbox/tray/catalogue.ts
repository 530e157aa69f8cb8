import type { Clock } from '#server/platform/clock.ts';

import type { TrayDatabase, VersionDefinition } from './database/tables.ts';
import type { Giver, Solution, SolutionVersion } from './solution.ts';
import { lastNeeding } from './versions.ts';

/** The Solutions of the organisation. They are few and change rarely, so they are kept in memory. */
export interface Catalogue {
  /** In list order. */
  all(): Promise<Solution[]>;
  find(id: string): Promise<Solution | undefined>;
  /** Publishes the next version; undefined when there is no such Solution. */
  publish(solutionId: string, requires: readonly Giver[]): Promise<SolutionVersion | undefined>;
  /** Moves the instances that a due version reaches by itself. Called before instances are read or changed. */
  rollOutDue(): Promise<void>;
}

/** A version that asks nothing reaches its instances about two minutes after its release. */
const rollOutDelayMs = 120_000;

interface PendingRollOut {
  solutionId: string;
  number: number;
  dueAt: Date;
}

/** Reads the Solutions once and again after each release. */
export function createCatalogue(database: TrayDatabase, clock: Clock): Catalogue {
  let loaded: Promise<{ solutions: Solution[]; pending: PendingRollOut[] }> | undefined;

  function load() {
    loaded ??= readCatalogue(database).catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  }

  async function find(id: string): Promise<Solution | undefined> {
    return (await load()).solutions.find((solution) => solution.id === id);
  }

  return {
    all: async () => (await load()).solutions,
    find,
    publish: async (solutionId, requires) => {
      const solution = await find(solutionId);
      if (!solution) return undefined;
      const version = nextVersion(solution, requires);
      await database
        .insertInto('solution_versions')
        .values({
          solution_id: solutionId,
          number: version.number,
          definition: JSON.stringify(version.definition),
          rolls_out_at: new Date(clock.now().getTime() + rollOutDelayMs),
          rolled_out: false,
        })
        .execute();
      loaded = undefined;
      return version;
    },
    rollOutDue: async () => {
      const { pending } = await load();
      const due = pending.filter(({ dueAt }) => dueAt <= clock.now());
      if (due.length === 0) return;
      for (const { solutionId, number } of due) {
        // oxlint-disable-next-line no-await-in-loop -- older versions first
        await rollOut(database, await find(solutionId), number);
      }
      loaded = undefined;
    },
  };
}

async function readCatalogue(database: TrayDatabase) {
  const rows = await database.selectFrom('solutions').selectAll().orderBy('position').execute();
  const versions = await database
    .selectFrom('solution_versions')
    .selectAll()
    .orderBy('solution_id')
    .orderBy('number')
    .execute();
  const solutions = rows.flatMap((row): Solution[] => {
    const own = versions.filter(({ solution_id }) => solution_id === row.id);
    const newest = own.at(-1);
    if (!newest) return [];
    return [
      {
        id: row.id,
        position: row.position,
        title: row.title,
        description: row.description,
        tags: row.tags,
        customFields: row.custom_fields,
        versions: own,
        newest,
      },
    ];
  });
  const pending = versions.flatMap(({ solution_id, number, rolls_out_at, rolled_out }) =>
    rolls_out_at && !rolled_out ? [{ solutionId: solution_id, number, dueAt: rolls_out_at }] : [],
  );
  return { solutions, pending };
}

function nextVersion({ newest }: Solution, requires: readonly Giver[]): SolutionVersion {
  const number = newest.number + 1;
  const definition: VersionDefinition = { ...newest.definition, neededFromUser: [], neededFromSystem: [] };
  if (requires.includes('user')) {
    const externalId = `external_setting_${number}`;
    definition.configSlots = [
      ...definition.configSlots,
      { externalId, title: `Setting added in version ${number}`, defaultValue: '', hidden: false },
    ];
    definition.neededFromUser = [externalId];
  }
  if (requires.includes('system')) {
    const externalId = `external_system_${number}`;
    definition.configSlots = [
      ...definition.configSlots,
      { externalId, title: `System value ${number}`, defaultValue: '"standard"', hidden: true },
    ];
    definition.neededFromSystem = [externalId];
  }
  return { number, definition };
}

async function rollOut(database: TrayDatabase, solution: Solution | undefined, number: number): Promise<void> {
  if (!solution) return;
  const reached = solution.versions.filter((version) => version.number <= number);
  await database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('instances')
      .set({ version: number, user_version: number, system_version: number })
      .where('solution_id', '=', solution.id)
      .where('version', '<', number)
      .where('user_version', '>=', lastNeeding(reached, 'user'))
      .where('system_version', '>=', lastNeeding(reached, 'system'))
      .execute();
    await transaction
      .updateTable('solution_versions')
      .set({ rolled_out: true })
      .where('solution_id', '=', solution.id)
      .where('number', '=', number)
      .execute();
  });
}
