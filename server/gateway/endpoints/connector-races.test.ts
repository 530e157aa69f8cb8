import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import type { ConnectorInstanceRecord, ConnectorReader } from '../../vendors/connectors.ts';
import { askGraph } from '../testing/answers.ts';
import { type ConnectorBed, layOutConnectors, madeBy, refusalOf } from '../testing/connectors-bed.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const listQuery = '{ connectors { outcome { state } nodes { instances { row { name } } } } }';

let server: TestServer;
let bed: ConnectorBed;
let reader: ConnectorReader;
let restore = () => {};
beforeAll(async () => {
  server = await startTestServer({ vendors: ['patchworks'], isGuarded: false });
  bed = await layOutConnectors(server);
  const port = server.services.adapters.get('patchworks')?.connectors;
  if (!port) throw new Error('there is no Patchworks');
  ({ reader } = port);
  const listInstances = reader.listInstances.bind(reader);
  restore = () => void Object.assign(reader, { listInstances });
});
afterEach(async () => {
  restore();
  await server.patchworks('DELETE', 'faults');
});
afterAll(() => server.close());

/** Has a vendor tell something else of its instances than what it has. */
function retell(tell: (found: ConnectorInstanceRecord[]) => ConnectorInstanceRecord[]) {
  restore();
  const listInstances = reader.listInstances.bind(reader);
  Object.assign(reader, {
    listInstances: async (...asked: Parameters<typeof listInstances>) => tell(await listInstances(...asked)),
  });
}

function hide(name: string) {
  retell((found) => found.filter(({ record }) => record.name !== name));
}

/** The next create is done, and its answer lost. */
function loseAnswer(): Promise<void> {
  return server.patchworks('PUT', 'faults', [
    { match: 'POST /api/v1/connectors', fault: 'reset', after: true, times: 1, who: bed.account },
  ]);
}

async function named(name: string) {
  return (await bed.owner.instances()).filter((instance) => instance.name === name);
}

describe('an instance in the making', () => {
  test('is made once though the first who made it stood still until another took over', async () => {
    const draft = await bed.filledDraft('Overtaken');
    const listInstances = reader.listInstances.bind(reader);
    let isFirst = true;
    let made: string | null = null;
    Object.assign(reader, {
      listInstances: async (...asked: Parameters<typeof listInstances>) => {
        const found = await listInstances(...asked);
        if (isFirst) {
          isFirst = false;
          server.clock.advance(20_000);
          made = await madeBy(await bed.make(draft));
        }
        return found;
      },
    });
    expect(await refusalOf(await bed.make(draft))).toMatchObject({ status: 409, code: 'busy', changed: 'nothing' });
    restore();
    expect(await named('Overtaken')).toHaveLength(1);
    expect(await madeBy(await bed.make(draft))).toBe(made);
  });

  test('is found again under the name that its vendor made of the one that was sent', async () => {
    const draft = await bed.filledDraft('Tidied\u200b');
    retell((found) =>
      found.map((one) => ({ ...one, record: { ...one.record, name: one.record.name.replace('\u200b', '') } })),
    );
    await loseAnswer();
    await madeBy(await bed.make(draft));
    expect(await named('Tidied\u200b')).toHaveLength(1);
  });

  test('whose twin turned up late is not made a third time', async () => {
    const draft = await bed.filledDraft('Late');
    hide('Late');
    await loseAnswer();
    expect(await refusalOf(await bed.make(draft))).toMatchObject({ changed: 'unknown' });
    server.clock.advance(minuteMs);
    await loseAnswer();
    expect(await refusalOf(await bed.make(draft))).toMatchObject({ changed: 'unknown' });
    server.clock.advance(minuteMs);
    restore();
    await madeBy(await bed.make(draft));
    expect(await named('Late')).toHaveLength(2);
  });

  test('is nobody else’s doing, however long its draft lay about', async () => {
    const { database, sync } = server.services;
    const { id: accountId } = await database
      .selectFrom('accounts')
      .where('external_id', '=', bed.account)
      .select('id')
      .executeTakeFirstOrThrow();
    await (
      await sync.refreshAccount('patchworks', accountId)
    ).finished;
    const draft = await bed.filledDraft('Ours');
    const longAgo = new Date(server.clock.now().getTime() - 2 * hourMs);
    await database.updateTable('connector_drafts').set({ changed_at: longAgo }).where('id', '=', draft.id).execute();
    hide('Ours');
    await loseAnswer();
    expect(await refusalOf(await bed.make(draft))).toMatchObject({ changed: 'unknown' });
    restore();
    expect(JSON.stringify(await bed.caller.graph(listQuery))).toContain('"Ours"');
    const drift = database.selectFrom('audit_entries').where('detail', '=', 'appeared').select('detail');
    expect(await drift.execute()).toEqual([]);
  });
});

test('a company with more instances than one statement takes has its list', async () => {
  const company = await layOutConnectors(server);
  await madeBy(await company.make(await company.filledDraft('One of many')));
  retell((found) =>
    found.flatMap((one) =>
      Array.from({ length: 5_000 }, (_, index) => ({
        ...one,
        record: { ...one.record, vendorId: `many-${index}`, name: `Many ${index}` },
      })),
    ),
  );
  const { said } = await askGraph(company.caller, listQuery);
  expect(said).toBe('ok');
  const { rows } = await countRows(company.account);
  expect(rows).toBeGreaterThanOrEqual(5_000);
});

function countRows(account: string) {
  return server.services.database
    .selectFrom('instances')
    .innerJoin('accounts', 'accounts.id', 'instances.account_id')
    .where('accounts.external_id', '=', account)
    .select((row) => row.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
}
