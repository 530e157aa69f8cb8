import { loadavg } from 'node:os';
import { type ApiClient, signIn } from '../e2e/support/api-client.ts';
import { reachSandbox } from '../e2e/support/sandbox.ts';
import { type Bench, percentile, toTable } from './bench.ts';
import {
  type Asked,
  facetsQuery,
  offsetOf,
  questionsOf,
  rowsQuery,
  type Sample,
  totalQuery,
} from './list-questions.ts';
import { beginReading, endReading, seedVendor, startSyncBed, type SyncBed } from './sync-bed.ts';

const rowBarsMs = { p95: 50, p99: 150 };
const facetBarMs = 150;
/** Where the rows are: most at the first, the rest at the second. */
const shares = [
  ['tray', 0.8],
  ['prismatic', 0.2],
] as const;

export const lists: Bench = {
  options: { instances: 100_000, accounts: 5_000, requests: 2_000 },
  run: async ({ instances = 100_000, accounts = 5_000, requests = 2_000 }, say) => {
    const bed = await startSyncBed();
    try {
      await seed(bed, { instances, accounts });
      const admin = await signIn(bed.server.origin, 'priya');
      const asked = questionsOf(await sampleOf(bed), requests);
      await warmUp(admin, asked);
      const found = await askRows(admin, asked);
      const facets = await askFacets(admin, asked);
      const { rows } = await bed.tables.query<{ count: number }>(
        'select count(*)::integer as count from listed_instances',
      );
      say(
        `${rows[0]?.count ?? 0} instances of ${accounts} accounts, ${found.length} pages of 50 rows and ${facets.length} times all ` +
          `facets, one after the other, load of the machine ${(loadavg()[0] ?? 0).toFixed(1)}.`,
      );
      say(tableOf(found, facets));
      const all = found.map(({ tookMs }) => tookMs);
      const [p95, p99] = [percentile(all, 0.95), percentile(all, 0.99)];
      const facetsP95 = percentile(
        facets.map(({ tookMs }) => tookMs),
        0.95,
      );
      const isWithin = p95 <= rowBarsMs.p95 && p99 <= rowBarsMs.p99 && facetsP95 <= facetBarMs;
      say(
        `${isWithin ? 'Within' : 'Above'} the bars of ${rowBarsMs.p95} and ${rowBarsMs.p99} ms for p95 and p99 of a page, ` +
          `and of ${facetBarMs} ms for p95 of all facets.`,
      );
      return isWithin;
    } finally {
      await bed.stop();
    }
  },
};

async function seed(bed: SyncBed, { instances, accounts }: { instances: number; accounts: number }): Promise<void> {
  for (const [vendor, share] of shares) {
    const origin = vendor === 'tray' ? bed.trayOrigin : bed.prismaticOrigin;
    // oxlint-disable-next-line no-await-in-loop -- one vendor after the other
    await reachSandbox(origin).setRate(null);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await seedVendor(origin, { instances: Math.round(instances * share), accounts });
  }
  for (const [vendor, share] of shares) {
    // oxlint-disable-next-line no-await-in-loop -- one vendor after the other
    const reading = await endReading(bed, vendor, await beginReading(bed, vendor));
    if (reading.found < instances * share) throw new Error(`Of ${vendor} only ${reading.found} rows were read.`);
  }
  await failSome(bed);
  await bed.tables.query('vacuum analyze instances');
  await bed.tables.query('vacuum analyze listed_instances');
  await bed.tables.query('vacuum analyze instance_counts');
}

/** Gives one row in twenty a change that failed, or that succeeded, so that searches find the vendor's words. */
async function failSome({ tables }: SyncBed): Promise<void> {
  await tables.query(`
    insert into operations (kind, state, step, vendor, account_id, person_id, request_id, instance_id, name, data, problem,
      due_at, started_at, ended_at)
    select 'rename', case place % 2 when 0 then 'failed' else 'succeeded' end, 'done', vendor, account_id,
      (select id from people where demo_key = 'priya'), 'bench', id, name, '{}',
      case place % 2 when 0 then jsonb_build_object('code', 'refused', 'changed', 'nothing',
        'vendorMessage', 'The connection was revoked by its owner, request ' || place) end,
      checked_at, checked_at, checked_at
    from (select *, row_number() over (order by vendor, vendor_id) as place from instances
      where removed_at is null and last_operation_id is null) as placed
    where place % 20 < 2`);
  await tables.query(`
    update instances set last_operation_id = operations.id from operations
    where operations.request_id = 'bench' and operations.instance_id = instances.id`);
}

/** An instance out of the middle, of whose words, ids and account some questions are. */
async function sampleOf({ tables }: SyncBed): Promise<Sample> {
  const { rows } = await tables.query<Sample>(`
    select instances.id, vendor_id as "vendorId", account_id as "accountId", template_id as "templateId", accounts.name as account
    from instances join accounts on accounts.id = account_id
    where removed_at is null and accounts.external_id like 'bulk-%'
    order by instances.vendor, vendor_id offset 5000 limit 1`);
  const [sample] = rows;
  if (!sample) throw new Error('there is nothing to ask for');
  return sample;
}

async function warmUp(admin: ApiClient, asked: readonly Asked[]): Promise<void> {
  for (const question of asked.slice(0, 50)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await admin.graph(rowsQuery, { ...question.variables, offset: 0 });
  }
}

interface Found extends Asked {
  tookMs: number;
}

/**
 * How many rows a filter leaves is asked beforehand, so that it is known where its middle and its end are; those questions are
 * measured too, because what was found is remembered from then on.
 */
async function askRows(admin: ApiClient, asked: readonly Asked[]): Promise<Found[]> {
  const totals = new Map<string, number>();
  const found: Found[] = [];
  for (const question of asked) {
    const { filter } = question.variables;
    const key = JSON.stringify(filter);
    if (!totals.has(key)) {
      const beganAt = performance.now();
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const answer = await admin.graph<{ instances: { totalCount: number } }>(totalQuery, { filter });
      totals.set(key, answer.instances.totalCount);
      found.push({ ...question, place: 'for the first time', tookMs: performance.now() - beganAt });
    }
    const variables = { ...question.variables, offset: offsetOf(question, totals.get(key) ?? 0) };
    const beganAt = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await admin.graph(rowsQuery, variables);
    found.push({ ...question, tookMs: performance.now() - beganAt });
  }
  return found;
}

async function askFacets(admin: ApiClient, asked: readonly Asked[]): Promise<Found[]> {
  const byFilter = new Map(asked.map((question) => [JSON.stringify(question.variables.filter), question]));
  const found: Found[] = [];
  for (const question of byFilter.values()) {
    const beganAt = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await admin.graph(facetsQuery, { filter: question.variables.filter });
    found.push({ ...question, tookMs: performance.now() - beganAt });
  }
  return found;
}

function tableOf(rows: readonly Found[], facets: readonly Found[]): string {
  const groups = (['words', 'narrowedBy', 'sortedBy', 'place'] as const).flatMap((trait) =>
    [...new Set(rows.map((one) => one[trait]))].map(
      (value) => [`rows, ${value}`, rows.filter((one) => one[trait] === value)] as const,
    ),
  );
  const line = ([name, found]: readonly [string, readonly Found[]]) => {
    const tookMs = found.map((one) => one.tookMs);
    const figures = [0.5, 0.95, 0.99].map((share) => `${percentile(tookMs, share).toFixed(0)} ms`);
    return [name, String(found.length), ...figures];
  };
  return toTable([
    ['asked for', 'times', 'p50', 'p95', 'p99'],
    line(['rows, all', rows]),
    ...groups.map(line),
    line(['all facets', facets]),
  ]);
}
