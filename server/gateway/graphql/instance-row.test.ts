import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { TestServer } from '#server/testing/test-server.ts';
import { type OperationsBed, prepareBed, startOperationsServer } from '../testing/operations-bed.ts';

let server: TestServer;
let bed: OperationsBed;

beforeAll(async () => {
  server = await startOperationsServer();
});
afterAll(() => server.close());

beforeEach(async () => {
  bed = await prepareBed(server);
});

interface Row {
  name: string;
  status: string;
  health: string;
  missing: string[];
  missingConnectionCount: number;
  update: string;
}

const fields = 'name status health missing missingConnectionCount update';

const ask = async (id: string, selection: string) => {
  const query = `query ($id: ID!) { instance(id: $id) { ${selection} } }`;
  const { data } = await bed.person.graph<{ instance: { row: Row } }>(query, { id });
  return data.instance.row;
};

const publish = (solution: string, requires: string[]) => server.control('POST', 'versions', { solution, requires });

test('a page that reads its vendor shows the version that it finds there, in the same answer', async () => {
  const { id } = await bed.enabledInstance('Read on its page');
  await publish(bed.templateId, ['user']);
  server.clock.advance(31_000);

  const reader = server.services.adapters.get('tray')?.reader;
  if (!reader) throw new Error('Tray is not there');
  const read = vi.spyOn(reader, 'readInstance');
  // The index alone does not know it yet, and asks nobody.
  expect(await ask(id, `row { ${fields} }`)).toMatchObject({ update: 'none' });
  expect(read).toHaveBeenCalledTimes(0);
  const detail = '... on TrayInstance { detail { hasNewerVersion } }';
  expect(await ask(id, `row { ${fields} } ${detail}`)).toMatchObject({ update: 'needs_user', health: 'attention' });
  expect(read).toHaveBeenCalledTimes(1);
  read.mockRestore();
  // And whatever reads the index next knows it too.
  expect(await ask(id, `row { ${fields} }`)).toMatchObject({ update: 'needs_user' });
});

test('a row names what its set-up lacks, and the list holds and counts what needs a person', async () => {
  await bed.tray.create('Half done');
  await bed.enabledInstance('Well');
  await bed.rowNamed('Half done');
  interface List {
    instances: { totalCount: number; needsPersonCount: number; unfilteredCount: number; nodes: Row[] };
  }
  const query = `query ($filter: InstanceFilter) {
    instances(filter: $filter) { totalCount needsPersonCount unfilteredCount nodes { ${fields} } } }`;
  const { data } = await bed.person.graph<List>(query, { filter: { needsPerson: true } });
  const { authSlots, configSlots } = (await bed.tray.solutions())[0] ?? { authSlots: [], configSlots: [] };
  const required = configSlots.filter(({ defaultValue }) => ['', '""', 'null'].includes(defaultValue));
  expect(data.instances).toMatchObject({ totalCount: 1, needsPersonCount: 1, unfilteredCount: 2 });
  expect(data.instances.nodes).toEqual([
    {
      name: 'Half done',
      status: 'unfinished',
      health: 'attention',
      missing: [...authSlots, ...required].map(({ title }) => title),
      missingConnectionCount: authSlots.length,
      update: 'none',
    },
  ]);
});
