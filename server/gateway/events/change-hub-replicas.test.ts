import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type HubBed, openHubBed, type Reader } from './testing/hub-bed.ts';

let bed: HubBed;
let maya: Reader;
let tomas: Reader;

beforeEach(async () => {
  bed = await openHubBed();
  maya = await bed.read('maya');
  tomas = await bed.read('tomas');
});
afterEach(() => bed.close());

test('every replica hears of what any of them changes', async () => {
  const replica = bed.anotherHub();
  const there = await bed.read('maya', { hub: replica });
  const id = await bed.addInstance(bed.northwind);
  await Promise.all([maya.hears(`instance ${id}`), there.hears(`instance ${id}`)]);
  expect(tomas.told()).toEqual([]);
});

test('a listening connection that is cut is made again, and everything may have changed meanwhile', async () => {
  const hub = bed.anotherHub({ aliveMs: 20 });
  const reader = await bed.read('tomas', { hub });
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and query = 'listen jackfield_changes' order by backend_start desc limit 1`.execute(
    bed.tables,
  );
  reader.clear();
  await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(bed.tables);
  await vi.waitFor(
    () => expect(reader.told().toSorted()).toEqual(['instance many', 'operation many', 'template many', 'vendor many']),
    { timeout: 10_000 },
  );
  reader.clear();
  const id = await bed.addInstance(bed.fabrikam);
  await vi.waitFor(() => expect(reader.told()).toEqual([`instance ${id}`]), 5_000);
});
