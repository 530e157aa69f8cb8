import { expect, test } from 'vitest';
import { ForeignRowsError } from '../vendor-error.ts';
import type { LogFilter } from '../runs.ts';
import { instanceId, otherOwner, owner, page, runId } from './fixtures/answers.ts';
import { failureOf, ownerByOperator, startStubbedAdapter } from './testing/stubbed-adapter.ts';
import type { SeenRequest, StubAnswer } from './testing/stub-server.ts';

const filter: LogFilter = {
  from: new Date('2026-01-14T08:00:00Z'),
  to: new Date('2026-01-14T12:00:00Z'),
  vendorId: instanceId,
  order: 'newest',
};

function line(id: string, overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    timestamp: '2026-01-14T10:00:00.123456+00:00',
    severity: 'WARN',
    message: `Line ${id}`,
    instanceId,
    instanceName: 'Stock',
    executionResultId: runId,
    flowName: 'Import',
    stepName: null,
    customer: { id: owner.vendorAccountId },
    ...overrides,
  };
}

/** A Prismatic that has only the newer way, with two pages of the same lines. */
function newerWay(lines: unknown[]) {
  return ({ operation, variables }: SeenRequest): StubAnswer => {
    const hasMore = variables['after'] === undefined;
    if (operation === 'LogEvents') return { json: { data: { events: page(lines, { cursor: 'on', hasMore }) } } };
    if (operation === 'InstanceOwner') {
      return { json: { data: { instance: { id: instanceId, customer: { id: owner.vendorAccountId } } } } };
    }
    return { status: 400, json: { errors: [{ message: "Cannot query field 'logs' on type 'RootQuery'." }] } };
  };
}

test('asks the older way with every filter and both bounds', async () => {
  const answer = { json: { data: { logs: page([line('a'), line('b', { severity: 'NOTICE' }), null]) } } };
  const { port, asked } = await startStubbedAdapter(() => answer);
  const { lines, next } = await port.runs.listLogs(owner, { ...filter, runId, text: 'Line' }, null);
  expect(lines).toEqual([
    {
      lineId: 'a',
      at: new Date('2026-01-14T10:00:00.123Z'),
      severity: 'warning',
      message: 'Line a',
      vendorId: instanceId,
      instanceName: 'Stock',
      runId,
      flowName: 'Import',
      stepName: null,
    },
    expect.objectContaining({ lineId: 'b', severity: 'unknown' }),
  ]);
  expect(next).toBeNull();
  expect(asked()[0]?.variables).toEqual({
    from: '2026-01-14T08:00:00.000Z',
    to: '2026-01-14T12:00:00.000Z',
    direction: 'DESC',
    first: 100,
    customer: owner.vendorAccountId,
    instance: instanceId,
    run: runId,
    text: 'Line',
  });
});

test('somebody else’s line is an error for an owner, and is not there for an administrator’s view of one', async () => {
  const lines = [line('a'), line('b', { customer: { id: otherOwner.vendorAccountId } }), line('c', { customer: null })];
  const { port } = await startStubbedAdapter(() => ({ json: { data: { logs: page(lines) } } }));
  await expect(port.runs.listLogs(owner, filter, null)).rejects.toBeInstanceOf(ForeignRowsError);
  const seen = await port.runs.listLogs(ownerByOperator, filter, null);
  expect(seen.lines.map(({ lineId }) => lineId)).toEqual(['a']);
  expect((await port.runs.listLogs(null, filter, null)).lines).toHaveLength(3);
});

test('asks the newer way where the older is gone, remembers it, and filters by itself', async () => {
  const lines = [
    line('wanted'),
    line('other text', { message: 'Nothing of interest' }),
    line('other run', { executionResultId: 'another' }),
    line('other instance', { instanceId: 'another' }),
    line('other severity', { severity: 'INFO' }),
  ];
  const { port, asked } = await startStubbedAdapter(newerWay(lines));
  const wanted: LogFilter = { ...filter, runId, text: 'LINE', severities: ['warning'] };
  const first = await port.runs.listLogs(owner, wanted, null);
  expect(first.lines.map(({ lineId }) => lineId)).toEqual(['wanted']);
  await port.runs.listLogs(owner, wanted, first.next);
  expect(asked().map(({ operation }) => operation)).toEqual(['Logs', 'LogEvents', 'LogEvents']);
  expect(asked().map(({ variables }) => variables['after'])).toEqual([undefined, undefined, 'on']);
  expect(asked()[1]?.variables).toMatchObject({ from: '2026-01-14T08:00:00.000Z', to: '2026-01-14T12:00:00.000Z' });
});

test('the newer way does not say whose a line is: an owner’s are asked for by instance, an administrator’s checked', async () => {
  const { port, asked } = await startStubbedAdapter(newerWay([line('a')]));
  const { from, to, order } = filter;
  expect(await failureOf(port.runs.listLogs(owner, { from, to, order }, null))).toMatchObject({ code: 'unsupported' });
  await port.runs.listLogs(ownerByOperator, filter, null);
  expect(asked().map(({ operation }) => operation)).toEqual(['Logs', 'InstanceOwner', 'LogEvents']);
  const stranger = { ...otherOwner, credential: 'operator' } as const;
  expect(await failureOf(port.runs.listLogs(stranger, filter, null))).toMatchObject({ code: 'gone' });
});

test('any other refusal does not change the way', async () => {
  const { port, asked } = await startStubbedAdapter(() => ({
    json: { data: null, errors: [{ message: 'You do not have permission' }] },
  }));
  expect(await failureOf(port.runs.listLogs(owner, filter, null))).toMatchObject({ code: 'refused', wasDone: 'no' });
  expect(await failureOf(port.runs.listLogs(owner, filter, 'nonsense'))).toMatchObject({ code: 'vendor_garbled' });
  expect(asked().map(({ operation }) => operation)).toEqual(['Logs']);
});
