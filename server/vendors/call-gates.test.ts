import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { expect, test } from 'vitest';
import type { VendorLimits } from './call-budget.ts';
import { type CallGateOptions, createCallGate } from './call-gate.ts';
import { createCallGates, createOwnerGates } from './call-gates.ts';
import { failuresToOpen } from './circuit.ts';
import { patchworksLimits } from './patchworks/transport.ts';
import { createMemoryStates } from './testing/memory-states.ts';
import { createMovedClock } from './testing/moved-clock.ts';
import type { Urgency } from './urgency.ts';
import { VendorPausedError } from './vendor-error.ts';

const limits: VendorLimits = { per: 'owner', perSecond: 10, burst: 20, clickReserve: 5 };

interface Sent {
  key: string;
  urgency: Urgency;
  atMs: number;
}

/** One vendor, asked by some replicas that share what they know. */
function createBed({ given = limits, replicas = 1 } = {}) {
  const clock = createMovedClock();
  const states = createMemoryStates(given);
  const gates = Array.from({ length: replicas }, () =>
    createCallGates({ vendor: 'patchworks', limits: given, states, clock, wait: clock.wait }),
  );
  const sent: Sent[] = [];
  let asked = 0;
  const send = async (key: string, urgency: Urgency = 'click') => {
    asked += 1;
    const admission = await gates[asked % replicas]?.admit(key, urgency);
    sent.push({ key, urgency, atMs: clock.elapsedMs() });
    return admission;
  };
  return { clock, states, sent, send };
}

const calls = (count: number, call: () => Promise<unknown>) => Array.from({ length: count }, call);

/** The most calls of one key that fall in any window of so long. */
function mostWithin(sent: Sent[], key: string, windowMs: number): number {
  const times = sent.filter((call) => call.key === key).map(({ atMs }) => atMs);
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at <= from + windowMs).length));
}

test('one owner’s bulk leaves another’s whole burst where it is', async () => {
  const { clock, sent, send } = createBed();
  const bulk = [...calls(200, () => send('bulk')), ...calls(200, () => send('bulk', 'background'))];
  await clock.wait(1_000);
  const before = clock.elapsedMs();
  await Promise.all(calls(limits.burst, () => send('other')));
  expect(sent.filter(({ key }) => key === 'other').map(({ atMs }) => atMs - before)).toEqual(
    Array.from({ length: limits.burst }, () => 0),
  );
  await Promise.all(bulk);
});

test('a hundred owners that are read in the background do not delay a click of any of them', async () => {
  const { clock, sent, send } = createBed();
  const owners = Array.from({ length: 100 }, (_, index) => `owner ${index}`);
  const reading = owners.flatMap((owner) => calls(20, () => send(owner, 'background')));
  await clock.wait(0);
  const before = clock.elapsedMs();
  await Promise.all(owners.map((owner) => send(owner)));
  const clicks = sent.filter(({ urgency }) => urgency === 'click');
  expect(clicks).toHaveLength(100);
  expect(Math.max(...clicks.map(({ atMs }) => atMs - before))).toBe(0);
  await Promise.all(reading);
});

test.each([1, 2])(
  'Patchworks gets fewer than 240 calls of one company in any minute from %i replicas',
  async (replicas) => {
    const { clock, sent, send } = createBed({ given: patchworksLimits, replicas });
    // Everything that can be wanted at once, after a rest too, and a second company besides.
    const first = [...calls(500, () => send('one')), ...calls(200, () => send('one', 'background'))];
    await Promise.all([...first, ...calls(300, () => send('two'))]);
    clock.advance(120_000);
    await Promise.all(calls(300, () => send('one')));
    expect(sent).toHaveLength(1_300);
    for (const key of ['one', 'two']) {
      expect(mostWithin(sent, key, 60_000)).toBeLessThan(240);
      expect(mostWithin(sent, key, 60_000)).toBeGreaterThan(200);
    }
  },
);

const demand = record({
  key: constantFrom('a', 'b', 'c'),
  urgency: constantFrom<Urgency>('click', 'background'),
  afterMs: integer({ min: 0, max: 400 }),
});

test('no owner goes over its budget in any window, on however many replicas, and everybody is served', async () => {
  await assert(
    asyncProperty(array(demand, { maxLength: 150 }), integer({ min: 1, max: 3 }), async (demands, replicas) => {
      const { clock, sent, send } = createBed({ replicas });
      const pending: Promise<unknown>[] = [];
      for (const { key, urgency, afterMs } of demands) {
        if (afterMs > 300) await clock.wait(afterMs);
        pending.push(send(key, urgency));
      }
      await Promise.all(pending);
      expect(sent).toHaveLength(demands.length);
      for (const key of ['a', 'b', 'c']) {
        for (const windowMs of [0, 500, 2_000, 10_000]) {
          const most = limits.burst + (windowMs / 1000) * limits.perSecond + 1e-6;
          expect(mostWithin(sent, key, windowMs)).toBeLessThanOrEqual(most);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a vendor that fails is left alone for every owner, and one call of them all may try', async () => {
  const { clock, states, send } = createBed({ replicas: 2 });
  for (let count = 0; count < failuresToOpen; count += 1) {
    await states.recordFailure({ key: `owner ${count}`, at: clock.now(), isProbe: false, isVendorWide: false });
  }
  for (const owner of ['owner 0', 'never failed']) await expect(send(owner)).rejects.toBeInstanceOf(VendorPausedError);
  clock.advance(3_000);
  const tries = await Promise.allSettled(['a', 'b', 'c', 'd'].map((owner) => send(owner)));
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
  await states.recordAnswer();
  await expect(send('b')).resolves.toMatchObject({ isProbe: false });
});

test('a pause of one owner holds that owner’s background and nobody else’s', async () => {
  const { clock, states, send } = createBed();
  await states.pauseBackground(new Date(clock.now().getTime() + 60_000), 'one');
  await expect(send('one', 'background')).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 60_000 });
  await Promise.all([send('one'), send('other', 'background')]);
  expect(clock.elapsedMs()).toBe(0);
});

test('gates stand only where somebody waits, however many owners there were and however their calls ended', async () => {
  const clock = createMovedClock();
  const states = createMemoryStates(limits);
  const standing = new Set<string>();
  let opened = 0;
  let isDown = false;
  const options: CallGateOptions = {
    vendor: 'patchworks',
    limits,
    clock,
    wait: clock.wait,
    states: { ...states, take: (wanted) => (isDown ? Promise.reject(new Error('down')) : states.take(wanted)) },
  };
  const gates = createOwnerGates((owner, onIdle) => {
    opened += 1;
    expect(standing.has(owner)).toBe(false);
    standing.add(owner);
    return createCallGate(options, owner, () => {
      standing.delete(owner);
      onIdle();
    });
  });
  const owners = Array.from({ length: 500 }, (_, index) => `owner ${index}`);
  const admitAll = () => Promise.allSettled(owners.map((owner) => gates.admit(owner, 'click')));

  const busy = calls(limits.burst + 5, () => gates.admit('busy', 'click'));
  await admitAll();
  await clock.wait(0);
  expect([...standing]).toEqual(['busy']);
  await Promise.all(busy);
  await clock.wait(0);
  expect(standing.size).toBe(0);
  expect(opened).toBe(501);

  isDown = true;
  await admitAll();
  isDown = false;
  await states.recordFailure({ key: 'one', at: clock.now(), isProbe: false, isVendorWide: false });
  for (let count = 0; count < failuresToOpen; count += 1) {
    await states.recordFailure({ key: 'two', at: clock.now(), isProbe: false, isVendorWide: false });
  }
  await admitAll();
  await clock.wait(0);
  expect(standing.size).toBe(0);
  expect(opened).toBe(1_501);
});
