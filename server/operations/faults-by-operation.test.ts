import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  allFaults,
  type Cell,
  faultedOperations,
  faultsOf,
  prepareCell,
  rowsOf,
  solutionTitle,
  strikesOf,
} from '../testing/fault-cells.ts';
import { lies, runCell } from '../testing/fault-runs.ts';
import { type FaultTable, faultTable, keepFaultTable } from '../testing/fault-table.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

/** Set by `npm run prove`: where the table goes. Every way to strike is tried then; otherwise the mildest and the worst. */
const tablePath = process.env['JACKFIELD_FAULT_TABLE'];
const extent = tablePath === undefined ? 'extremes' : 'all';

let server: TestServer;
let templateId: string;
let untrue: Awaited<ReturnType<typeof tryAll>>;
const table: FaultTable = new Map();

beforeAll(async () => {
  server = await startTestServer({ isGuarded: false, timeoutMs: 2_500 });
  await server.services.sync.readEverything();
  const template = await server.services.database
    .selectFrom('templates')
    .where('title', '=', solutionTitle)
    .select('template_id')
    .executeTakeFirstOrThrow();
  templateId = template.template_id;
  // Twenty times as fast as real time, so that nobody waits for a back-off.
  const hurrying = setInterval(() => server.clock.advance(1_000), 50);
  untrue = await tryAll().finally(() => clearInterval(hurrying));
}, 900_000);
afterAll(async () => {
  await server.close();
  if (tablePath !== undefined) await keepFaultTable(tablePath, table);
});

it.each(allFaults)('%s is told truthfully on every operation', (fault) => {
  expect(untrue.filter((lie) => lie.fault === fault).map((lie) => lie.text)).toEqual([]);
});

it('has a line for each operation and a column for each fault in docs/reliability.md', async () => {
  const page = await readFile('docs/reliability.md', 'utf8');
  const lines = page.split('\n').filter((line) => line.startsWith('| '));
  const cells = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  for (const operation of faultedOperations) {
    for (const fault of allFaults) {
      const line = cells.find((row) => row[1] === operation && row[2] === fault);
      expect(line?.slice(3, -1).join('') ?? '', `${operation} under ${fault}`).not.toBe('');
    }
  }
});

/** Everything that was not true, of all operations under all faults at once: each has an account of its own. */
async function tryAll(): Promise<{ fault: Cell['strike']['fault']; text: string }[]> {
  const wanted = allFaults.flatMap((fault) =>
    faultedOperations.flatMap((operation) =>
      strikesOf(fault, operation, extent).map((strike) => ({ operation, strike })),
    ),
  );
  const cells = await inGroups(wanted, (cell) => prepareCell(server, templateId, cell));
  await server.control('POST', 'versions', { solution: templateId, requires: ['system'] });
  for (const { before } of cells) if (before) before.solutionVersionFlags.hasNewerVersion = true;

  await server.control('PUT', 'faults', cells.flatMap(faultsOf));
  const outcomes = await inGroups(cells, async (cell) => ({
    cell,
    told: await runCell(server, cell),
    rows: await rowsOf(server, cell),
  }));
  await server.control('DELETE', 'faults');
  // What was written late is seen by now, and what is known is old enough to be read again.
  server.clock.advance(61_000);

  for (const { cell, told } of outcomes) faultTable(table, cell, told);
  const found = await inGroups(outcomes, async ({ cell, told, rows }) => {
    const untruths = await lies(server, cell, told, rows);
    return untruths.map((lie) => ({ fault: cell.strike.fault, text: `${nameOf(cell)}: ${lie}` }));
  });
  return found.flat();
}

function nameOf({ operation, strike }: Cell): string {
  const after = strike.isAfter ? ' after the work' : '';
  return `${operation} under ${strike.fault}${after}${strike.isLasting ? ', lasting' : ''}`;
}

/** A vendor and a server in one process do not answer within a second when everybody asks at once. */
const atOnce = 16;

async function inGroups<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  const workOff = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- so many at once, and no more
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, workOff));
  return results;
}
