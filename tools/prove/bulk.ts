import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type ApiClient, signIn, until } from '../../e2e/support/api-client.ts';
import { portOf } from '../../e2e/support/crash-bed.ts';
import { type Fault, liftLimits } from '../../e2e/support/sandbox.ts';
import { databaseOf, type SandboxProcess, startSandboxProcess } from '../../e2e/support/sandbox-process.ts';
import { type RunningServer, startServer } from '../../e2e/support/server.ts';
import type { Bulk } from '../../contract/bulks.ts';
import { startClicking, type Waited } from './clicks.ts';
import type { Random } from './random.ts';

/** What came of disabling many instances while the server was killed again and again. */
export interface BulkProof {
  counts: Bulk['counts'];
  kills: number;
  tookMs: number;
  /** How often it was looked at meanwhile; each time the counts were together all of the set. */
  looks: number;
  /** How long somebody waited meanwhile who worked on an instance of their own. */
  waited: Waited;
}

const accounts = 50;
/** A fifth of the accounts are refused every change. */
const refusedAccounts = accounts / 5;
const settleWithinMs = 3 * 60 * 60_000;
const lookMs = 500;
const longestBeforeKillMs = 3_000;
/** Whoever clicks meanwhile has the answer by then. */
const mostWaitedMs = 2_000;

interface Bed {
  vendor: SandboxProcess;
  server: RunningServer;
  /** Our tables, past the server, and the vendor's own, past its API. */
  tables: pg.Pool;
  vendorTables: pg.Pool;
}

interface Size {
  instances: number;
  kills: number;
}

/**
 * Disables a set of this size at a vendor that refuses every change of a fifth of the accounts, fails some of the others for a while
 * and does some of the work without answering, while the server is killed at random moments. Rejects unless every instance is
 * accounted for in the end, and is at the vendor as it was said to be.
 */
export async function proveBulk(
  size: Size,
  options: { block: number; random: Random; say: (line: string) => void },
): Promise<BulkProof> {
  const bed = await layOut(options.block, size.instances);
  try {
    return await proveOn(bed, size, options);
  } finally {
    await Promise.all([bed.tables.end(), bed.vendorTables.end()]);
    await bed.server.stop();
    await bed.vendor.stop();
  }
}

async function layOut(block: number, instances: number): Promise<Bed> {
  const vendor = await startSandboxProcess(portOf(block));
  try {
    await liftLimits(vendor);
    await control(vendor, 'POST', 'seed', { instances, accounts });
    const server = await startServer(block, { JACKFIELD_SANDBOX: 'external', JACKFIELD_LOG_LEVEL: 'warn' });
    const tables = poolOf(await databaseOf(server.dataFolder), 'jackfield');
    return { vendor, server, tables, vendorTables: poolOf(vendor.databaseUrl, 'sandbox_tray') };
  } catch (error) {
    await vendor.stop();
    throw error;
  }
}

function poolOf(url: string, schema: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2, options: `-c search_path=${schema},public` });
  pool.on('error', () => {});
  return pool;
}

async function control(vendor: SandboxProcess, method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${vendor.trayOrigin}/_sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${await response.text()}`);
}

async function proveOn(
  bed: Bed,
  { instances, kills }: Size,
  { random, say }: { random: Random; say: (line: string) => void },
): Promise<BulkProof> {
  const begunAt = performance.now();
  const priya = await signIn(bed.server.origin, 'priya');
  const names = await seededAccounts(bed);
  await control(bed.vendor, 'PUT', 'faults', faultsOf(names));
  await countAtVendor(bed);
  const plan = await planAll(priya, instances);
  const enabledBefore = await enabledAtVendor(bed);
  await priya.rest('POST', `/api/bulks/${plan.id}/start`, {});
  const clicker = await startClicking(bed.server.origin, 'maya');
  let looks = 0;
  let killed = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- it goes on until it is over
    const bulk = await look(priya, plan.id);
    looks += 1;
    if (sizeOf(bulk.counts) !== instances)
      throw new Error(`the counts are not the set: ${JSON.stringify(bulk.counts)}`);
    if (bulk.state === 'finished') {
      if (killed < kills) throw new Error(`it was over after ${killed} of ${kills} kills`);
      // oxlint-disable-next-line no-await-in-loop -- the last thing that is done here
      const waited = await clicker.end();
      const tookMs = performance.now() - begunAt;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await compare(bed, plan.id, { names, enabledBefore, counts: bulk.counts });
      if (waited.p95Ms > mostWaitedMs) throw new Error(`clicks waited too long: ${JSON.stringify(waited)}`);
      return { counts: bulk.counts, kills, tookMs, looks, waited };
    }
    const share = (bulk.counts.done + bulk.counts.failed) / enabledBefore.size;
    if (killed < kills && share >= killed / kills && bulk.counts.done > 0) {
      // oxlint-disable-next-line no-await-in-loop -- at a moment that nobody chose
      await wait(random.below(longestBeforeKillMs));
      // oxlint-disable-next-line no-await-in-loop -- one life after the other
      await clicker.pausedWhile(async () => {
        await bed.server.kill('SIGKILL');
        await bed.server.restart();
      });
      killed += 1;
      say(`bulk: killed ${killed} of ${kills} times, ${bulk.counts.done} done and ${bulk.counts.failed} failed before`);
    }
    if (performance.now() - begunAt > settleWithinMs) throw new Error(`it does not end: ${JSON.stringify(bulk)}`);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await wait(lookMs);
  }
}

/**
 * Has the vendor's database count how often each instance was changed there: the sandbox notes each change that is done, an empty one
 * too, and forgets it after a while.
 */
async function countAtVendor({ vendorTables }: Bed): Promise<void> {
  await vendorTables.query(`
    create table counted_changes (instance_id uuid primary key, count integer not null);
    create function count_change() returns trigger language plpgsql set search_path from current as $$
    begin
      insert into counted_changes values (new.instance_id, 1)
      on conflict (instance_id) do update set count = counted_changes.count + 1;
      return null;
    end $$;
    create trigger count_change after insert on instance_changes for each row execute function count_change();`);
}

async function changesAtVendor({ vendorTables }: Bed): Promise<Map<string, number>> {
  const { rows } = await vendorTables.query<{ instance_id: string; count: number }>('select * from counted_changes');
  return new Map(rows.map((row) => [row.instance_id, row.count]));
}

async function seededAccounts({ vendorTables }: Bed): Promise<string[]> {
  const { rows } = await vendorTables.query<{ name: string }>(
    `select external_user_id as name from users where external_user_id like 'bulk-%' order by position`,
  );
  return rows.map(({ name }) => name);
}

/** Definite refusals for a fifth of them; for two others trouble that passes, before the work is done and after it. */
function faultsOf(names: string[]): (Fault & { who: string | undefined })[] {
  const match = 'updateSolutionInstance';
  const [failing, unanswered] = names.slice(refusedAccounts);
  return [
    ...names.slice(0, refusedAccounts).map((who) => ({ match, fault: 'graphql-errors' as const, who })),
    { match, fault: '500', times: 20, who: failing },
    { match, fault: 'reset', after: true, times: 20, who: unanswered },
  ];
}

async function planAll(priya: ApiClient, instances: number): Promise<Bulk> {
  const { bulk } = await priya.rest<{ bulk: Bulk }>('POST', '/api/bulks', {
    key: randomUUID(),
    action: 'disable',
    selection: { filter: { vendors: ['tray'], search: 'Customer ' } },
  });
  const planned = await until(
    () => look(priya, bulk.id),
    ({ state }) => state === 'planned',
    10 * 60_000,
    'the plan',
  );
  if (sizeOf(planned.counts) !== instances) {
    throw new Error(`the set is not what was seeded: ${JSON.stringify(planned.counts)}`);
  }
  return planned;
}

async function look(priya: ApiClient, id: string): Promise<Bulk> {
  const { bulk } = await priya.rest<{ bulk: Bulk }>('GET', `/api/bulks/${id}`);
  return bulk;
}

/** The vendor's ids of the seeded instances that are enabled. */
async function enabledAtVendor({ vendorTables }: Bed): Promise<Set<string>> {
  const { rows } = await vendorTables.query<{ id: string }>(
    `select instances.id from instances join users on users.id = owner_id
      where enabled and external_user_id like 'bulk-%'`,
  );
  return new Set(rows.map(({ id }) => id));
}

interface Item {
  id: string;
  vendor_id: string;
  account: string;
  outcome: string;
  problem_code: string | null;
  operation_id: string | null;
}

/** Holds what was said of each instance against the vendor, the journal and the audit log. */
async function compare(
  { tables, ...bed }: Bed,
  bulkId: string,
  expected: { names: string[]; enabledBefore: Set<string>; counts: Bulk['counts'] },
): Promise<void> {
  const enabled = await enabledAtVendor({ tables, ...bed });
  const { rows: items } = await tables.query<Item>(
    `select item.id, instance.vendor_id, account.external_id as account, outcome, problem_code, operation_id
      from bulk_items as item join instances as instance on instance.id = item.instance_id
      join accounts as account on account.id = item.account_id where bulk_id = $1`,
    [bulkId],
  );
  const refused = new Set(expected.names.slice(0, refusedAccounts));
  const failing = expected.names[refusedAccounts];
  const wrong: string[] = [];
  const changes = await changesAtVendor({ tables, ...bed });
  for (const { vendor_id: id, account, outcome, problem_code: code } of items) {
    const wanted = !expected.enabledBefore.has(id) ? 'needless' : refused.has(account) ? 'failed' : 'done';
    // A change that failed each time it was tried may be given up while the trouble lasts, as long as that is said.
    const isGivenUp = account === failing && outcome === 'failed' && code === 'vendor_unavailable';
    if (outcome !== wanted && !isGivenUp) wrong.push(`${id} of ${account} is ${outcome} ${code ?? ''}, not ${wanted}`);
    const count = changes.get(id) ?? 0;
    if (count !== (outcome === 'done' ? 1 : 0)) wrong.push(`${id} is ${outcome} and was changed ${count} times`);
    if (enabled.has(id) !== (outcome === 'failed')) wrong.push(`${id} is ${outcome} and enabled: ${enabled.has(id)}`);
  }
  const { rows: operations } = await tables.query<{ id: string; request_key: string; state: string; entries: number }>(
    `select id, request_key, state, (
        select count(*)::int from audit_entries
        where audit_entries.instance_id = operations.instance_id and action = 'instance.disable'
      ) as entries
      from operations where bulk_id = $1`,
    [bulkId],
  );
  const worked = items.filter(({ outcome }) => outcome === 'done' || outcome === 'failed');
  if (operations.length !== worked.length) wrong.push(`${operations.length} operations for ${worked.length} instances`);
  const itemOf = new Map(worked.map((item) => [item.operation_id, item]));
  for (const { id, request_key: key, state, entries } of operations) {
    const item = itemOf.get(id);
    if (item?.id !== key) wrong.push(`operation ${id} is not its item's`);
    if ((state === 'succeeded') !== (item?.outcome === 'done')) wrong.push(`operation ${id} is ${state}`);
    if (entries !== 1) wrong.push(`operation ${id} is ${entries} times in the audit log`);
  }
  const counted = new Map<string, number>();
  for (const { outcome } of items) counted.set(outcome, (counted.get(outcome) ?? 0) + 1);
  for (const [outcome, count] of Object.entries(expected.counts)) {
    if ((counted.get(outcome) ?? 0) !== count) wrong.push(`${count} are said to be ${outcome}`);
  }
  if (wrong.length > 0) throw new Error(`${wrong.length} do not agree: ${wrong.slice(0, 10).join('; ')}`);
}

function sizeOf(counts: Bulk['counts']): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
