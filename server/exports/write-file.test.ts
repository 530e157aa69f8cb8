import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { auditSource } from './audit-source.ts';
import type { ExportSource } from './export-source.ts';
import { createExports } from './exports.ts';
import { readFile } from './read-file.ts';
import { readCsv } from './testing/read-csv.ts';
import { writeFile } from './write-file.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
const clock = createAdjustableClock();
const rowCount = 1_200;

const entry = (detail: string) =>
  ({ action: 'instance.rename', outcome: 'done', personId: null, detail: `${detail} =1+1` }) as const;

beforeAll(async () => {
  opened = await openTestTables();
  const audit = createAuditLog(opened.tables, clock);
  await audit.appendAll(Array.from({ length: rowCount }, (_, place) => entry(`entry ${place}`)));
});
afterAll(() => opened.close());

async function begun(): Promise<string> {
  const { id: person } = await opened.tables
    .insertInto('people')
    .values({
      demo_key: randomUUID(),
      name: 'An admin',
      role: 'admin',
      account_id: null,
      view_only: false,
      featured: false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id } = await opened.tables
    .insertInto('exports')
    .values({
      kind: 'audit',
      filter: '{}',
      state: 'running',
      person_id: person,
      request_key: randomUUID(),
      request_id: randomUUID(),
      started_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The source, with something that happens after its first rows. */
function interrupted(source: ExportSource, happens: () => Promise<void>): ExportSource {
  return {
    ...source,
    async *read(snapshot) {
      let isFirst = true;
      for await (const rows of source.read(snapshot)) {
        yield rows;
        if (isFirst) await happens();
        isFirst = false;
      }
    },
  };
}

const write = (id: string, source: ExportSource, isStopping = () => false) =>
  writeFile({ database: opened.tables, clock, isStopping }, { id, source });

const rowOf = (id: string) =>
  opened.tables.selectFrom('exports').where('id', '=', id).selectAll().executeTakeFirstOrThrow();

test('the file holds what there was when it was begun, whatever is written meanwhile', async () => {
  const id = await begun();
  const audit = createAuditLog(opened.tables, clock);
  const before = rowCount;
  const come = () => audit.append(entry('entry that came later'));
  const source = interrupted(auditSource({ search: 'entry' }), come);
  const count: ExportSource['count'] = async (snapshot) => {
    const counted = await source.count(snapshot);
    await come();
    return counted;
  };
  expect(await write(id, { ...source, count })).toBe('written');
  const row = await rowOf(id);
  expect(row).toMatchObject({ state: 'succeeded', rows_done: before, rows_all: before });
  const file = await new Response(readFile(opened.tables, id, row.bytes ?? 0)).text();
  const [, ...records] = readCsv(file);
  expect(new Set(records.map((record) => record[0])).size).toBe(before);
  expect(records.some((record) => record.includes('entry that came later =1+1'))).toBe(false);
});

test('it tells how far it is while it is written, and ends at once when nobody wants it', async () => {
  const id = await begun();
  let seen: unknown = null;
  const source = interrupted(auditSource({}), async () => {
    seen = await rowOf(id);
    await opened.tables.updateTable('exports').set({ state: 'stopped' }).where('id', '=', id).execute();
  });
  expect(await write(id, source)).toBe('left');
  expect(seen).toMatchObject({ state: 'running', rows_done: 500, rows_all: rowCount + 2 });
  expect(await rowOf(id)).toMatchObject({ state: 'stopped', rows_done: 500, kept_until: null });
});

test('a server that stops leaves it for another, which begins anew', async () => {
  const id = await begun();
  let asked = 0;
  expect(await write(id, auditSource({}), () => ++asked > 1)).toBe('left');
  expect(await rowOf(id)).toMatchObject({ state: 'running' });
  expect(await write(id, auditSource({}))).toBe('written');
  const { bytes, rows_done: rowsDone } = await rowOf(id);
  const file = await new Response(readFile(opened.tables, id, bytes ?? 0)).text();
  expect(readCsv(file)).toHaveLength(rowsDone + 1);
});

test('who lost their lock and does not know it writes no more once another has begun', async () => {
  const id = await begun();
  let other: unknown = null;
  const source = interrupted(auditSource({}), async () => {
    other = await write(id, auditSource({}));
  });
  expect(await write(id, source)).toBe('left');
  expect(other).toBe('written');
  const { bytes, rows_done: rowsDone, rows_all: rowsAll } = await rowOf(id);
  const file = await new Response(readFile(opened.tables, id, bytes ?? 0)).text();
  expect(readCsv(file)).toHaveLength(rowsDone + 1);
  expect(rowsDone).toBe(rowsAll);
});

test('given up and begun anew before the next rows, it is not gone on with in the middle', async () => {
  const id = await begun();
  const service = createExports({
    database: opened.tables,
    audit: createAuditLog(opened.tables, clock),
    clock,
    logger: createLogger('silent'),
    hasUpgradeHook: false,
  });
  const source = interrupted(auditSource({}), async () => {
    await service.giveUp(await rowOf(id));
    await service.beginAnew(await rowOf(id), randomUUID());
  });
  expect(await write(id, source)).toBe('left');
  expect(await rowOf(id)).toMatchObject({ state: 'running', rows_done: 0, bytes: null });
  expect(await write(id, auditSource({}))).toBe('written');
});

test('a file whose parts are gone breaks off', async () => {
  const id = await begun();
  await write(id, auditSource({}));
  const { bytes } = await rowOf(id);
  await opened.tables.deleteFrom('export_parts').where('export_id', '=', id).where('position', '=', 2).execute();
  await expect(new Response(readFile(opened.tables, id, bytes ?? 0)).text()).rejects.toThrow('is gone');
});
