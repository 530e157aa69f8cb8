import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { outcomeOf } from '../testing/answers.ts';
import {
  callAddress,
  callFlow,
  deployablePort,
  flowsOf,
  freshDeployed,
  freshFailedRun,
  readLogs,
  untilRunsEndMs,
} from '../testing/deployables-bed.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['prismatic'], isGuarded: false, timeoutMs: 10_000 });
}, 60_000);
afterEach(() => server.prismatic('DELETE', 'faults'));
afterAll(() => server.close());

describe('logs', () => {
  test('of a run, by severity and text, in either order', async () => {
    const { caller, instanceId, runId } = await freshFailedRun(server);
    const all = await readLogs(caller, instanceId, `?run=${encodeURIComponent(runId)}&order=oldest`);
    expect(all.lines.map(({ severity, stepName }) => [severity, stepName])).toEqual([
      ['info', null],
      ['info', 'Trigger'],
      ['info', 'Transform'],
      ['error', 'Deliver'],
      ['info', null],
    ]);
    expect(all.next).toBeNull();
    const newest = await readLogs(caller, instanceId, `?run=${encodeURIComponent(runId)}`);
    const times = all.lines.map(({ at }) => at);
    expect(newest.lines.map(({ at }) => at)).toEqual(times.toReversed());
    const errors = await readLogs(caller, instanceId, '?severity=error&severity=fatal');
    expect(errors.lines.map(({ severity }) => severity)).toEqual(['error']);
    expect((await readLogs(caller, instanceId, '?q=TRIGGER is done')).lines).toHaveLength(1);
  });

  test('are followed from the last line’s moment on', async () => {
    const { caller, instanceId } = await freshDeployed(server);
    await callFlow(caller, instanceId, {});
    server.clock.advance(untilRunsEndMs);
    const before = await readLogs(caller, instanceId, '?order=oldest');
    const last = before.lines.at(-1);
    const secondId = await callFlow(caller, instanceId, {});
    server.clock.advance(untilRunsEndMs);
    const after = await readLogs(caller, instanceId, `?order=oldest&from=${encodeURIComponent(last?.at ?? '')}`);
    const known = new Set(before.lines.map(({ lineId }) => lineId));
    const fresh = after.lines.filter(({ lineId }) => !known.has(lineId));
    expect(fresh).toHaveLength(5);
    expect(new Set(fresh.map(({ runId }) => runId))).toEqual(new Set([secondId]));
    expect(after.lines.length - fresh.length).toBeGreaterThan(0);
  });

  test('go on page by page within one stretch of time, and a foreign reference is refused', async () => {
    const { caller, instanceId } = await freshDeployed(server);
    const [flow] = await flowsOf(caller, instanceId);
    const begin = async (count: number) => {
      for (let done = 0; done < count; done += 1) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await callAddress(flow?.webhookUrl ?? '', {});
      }
    };
    await begin(21);
    server.clock.advance(untilRunsEndMs);
    const first = await readLogs(caller, instanceId);
    expect(first.lines).toHaveLength(100);
    server.clock.advance(3_600_000);
    await begin(1);
    server.clock.advance(untilRunsEndMs);
    const second = await readLogs(caller, instanceId, `?after=${encodeURIComponent(first.next ?? '')}`);
    const ids = [...first.lines, ...second.lines].map(({ lineId }) => lineId);
    // Five of each of the 21 runs, and one of the deployment.
    expect(new Set(ids).size).toBe(106);
    expect(ids).toHaveLength(106);
    expect(second.next).toBeNull();
    const path = `/api/instances/${instanceId}/logs`;
    const refused = ['?after=nonsense', '?severity=loud', '?from=yesterday', '?order=random', `?q=${'x'.repeat(201)}`];
    const outcomes = await Promise.all(
      refused.map(async (query) => outcomeOf(await caller.request('GET', path + query))),
    );
    expect(outcomes.map(({ said }) => said)).toEqual(refused.map(() => 'bad_input'));
    const fields = outcomes.map(({ text }) =>
      z.object({ problem: z.object({ fields: z.unknown() }) }).parse(JSON.parse(text)),
    );
    expect(fields.map(({ problem }) => problem.fields)).toEqual([
      { after: 'malformed' },
      { severity: 'unknown_value' },
      { from: 'malformed' },
      { order: 'unknown_value' },
      { q: 'too_long' },
    ]);
  });

  test('hold no token that a flow has logged', async () => {
    const { caller, instanceId } = await freshFailedRun(server);
    const { runs } = deployablePort(server);
    const listLogs = runs.listLogs.bind(runs);
    runs.listLogs = async (...asked) => {
      const page = await listLogs(...asked);
      const message =
        'sent Authorization: Bearer abc.def to https://me:pw@shop.example/?api_key=canary, <b>all</b> basic things';
      return { ...page, lines: page.lines.map((line) => ({ ...line, message })) };
    };
    const { lines } = await readLogs(caller, instanceId);
    runs.listLogs = listLogs;
    expect(lines[0]?.message).toBe(
      'sent Authorization: Bearer •••••••• to https://••••••••@shop.example/?api_key=•••••••• <b>all</b> basic things',
    );
  });

  test('of another instance are not shown below this one’s name', async () => {
    const { caller, instanceId } = await freshFailedRun(server);
    const { runs } = deployablePort(server);
    const listLogs = runs.listLogs.bind(runs);
    runs.listLogs = async (...asked) => {
      const page = await listLogs(...asked);
      return { ...page, lines: page.lines.map((line) => ({ ...line, vendorId: 'another' })) };
    };
    const { lines } = await readLogs(caller, instanceId);
    runs.listLogs = listLogs;
    expect(lines).toEqual([]);
  });

  test.each([
    ['429', 'rate_limited'],
    ['rate-limit', 'rate_limited'],
    ['500', 'vendor_unavailable'],
    ['401', 'vendor_unauthorized'],
    ['html', 'vendor_garbled'],
    ['graphql-errors', 'refused'],
    ['nulls', 'vendor_garbled'],
  ])('are a failure and no empty page when the vendor answers %s', async (fault, code) => {
    const { caller, account, instanceId } = await freshDeployed(server);
    await server.prismatic('PUT', 'faults', [{ match: 'logs', fault, who: account }]);
    const { said, status } = await outcomeOf(await caller.request('GET', `/api/instances/${instanceId}/logs`));
    expect(said).toBe(code);
    expect(status).toBeGreaterThanOrEqual(400);
  });
});
