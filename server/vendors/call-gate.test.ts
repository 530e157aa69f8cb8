import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { expect, test } from 'vitest';
import { createCallGate } from './call-gate.ts';
import { failuresToOpen, operatorKey } from './circuit.ts';
import { createMemoryStates } from './testing/memory-states.ts';
import { createMovedClock } from './testing/moved-clock.ts';
import type { Urgency } from './urgency.ts';
import { VendorPausedError } from './vendor-error.ts';
import type { VendorLimits } from './call-budget.ts';
import { trayLimits } from './tray/transport.ts';

const limits: VendorLimits = { per: 'vendor', perSecond: 10, burst: 20, clickReserve: 5 };

function createBed(given = limits) {
  const clock = createMovedClock();
  const states = createMemoryStates(given);
  const gate = createCallGate({ vendor: 'tray', limits: given, states, clock, wait: clock.wait });
  const sent: { key: string; urgency: Urgency; atMs: number }[] = [];
  const send = async (key: string, urgency: Urgency = 'click') => {
    const admission = await gate.admit(key, urgency);
    sent.push({ key, urgency, atMs: clock.elapsedMs() });
    return admission;
  };
  return { clock, states, sent, send };
}

const calls = (count: number, call: () => Promise<unknown>) => Array.from({ length: count }, call);

test('one account’s bulk does not hold up another’s click', async () => {
  const { sent, send } = createBed();
  const bulk = calls(100, () => send('bulk'));
  const click = send('click');
  await Promise.all([...bulk, click]);
  const place = sent.findIndex(({ key }) => key === 'click');
  expect(place).toBeLessThanOrEqual(2);
  expect(sent).toHaveLength(101);
});

test('background leaves the reserve to clicks, and takes the whole refill while none comes', async () => {
  const { clock, sent, send } = createBed();
  const reading = calls(40, () => send('reader', 'background'));
  await clock.wait(0);
  const atOnce = sent.length;
  expect(atOnce).toBe(limits.burst - limits.clickReserve);
  await Promise.all(calls(limits.clickReserve, () => send('click')));
  expect(sent.slice(atOnce).filter(({ urgency }) => urgency === 'click')).toHaveLength(limits.clickReserve);
  await Promise.all(reading);
  // Forty and five calls, of which the burst was there: the rest came with the refill and the reserve is full again.
  const leastMs = ((40 + limits.clickReserve - (limits.burst - limits.clickReserve)) / limits.perSecond) * 1000;
  expect(clock.elapsedMs()).toBeGreaterThanOrEqual(leastMs - 500);
  expect(clock.elapsedMs()).toBeLessThan(leastMs + 1_000);
});

test('while the circuit is open all are told at once when to ask again, and one may try when its time has come', async () => {
  const { clock, states, send } = createBed();
  await send('first');
  for (let count = 0; count < failuresToOpen; count += 1) {
    await states.recordFailure({ key: operatorKey, at: clock.now(), isProbe: false, isVendorWide: false });
  }
  const refused = await send('one').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(VendorPausedError);
  expect(refused).toMatchObject({ code: 'vendor_unavailable', wasDone: 'no', retryAfterMs: 3_000 });
  expect(refused).toMatchObject({ retryAt: states.circuit().openUntil });

  clock.advance(3_000);
  const results = await Promise.allSettled([send('one'), send('two', 'background'), send('three')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(results[0]).toMatchObject({ value: { isProbe: true } });
  await expect(send('four')).rejects.toBeInstanceOf(VendorPausedError);

  await states.recordAnswer();
  await expect(send('four')).resolves.toMatchObject({ isProbe: false });
});

test('a pause holds the background and no click; a short one is waited for', async () => {
  const { clock, states, send } = createBed();
  await states.pauseBackground(new Date(clock.now().getTime() + 60_000), null);
  await expect(send('reader', 'background')).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 60_000 });
  await expect(send('click')).resolves.toBeDefined();
  expect(clock.elapsedMs()).toBe(0);

  clock.advance(58_500);
  await send('reader', 'background');
  expect(clock.elapsedMs()).toBeGreaterThanOrEqual(60_000);
});

test('a database that fails reaches those who wait, and the next is asked anew', async () => {
  const clock = createMovedClock();
  const states = createMemoryStates(limits);
  let isDown = true;
  const gate = createCallGate({
    vendor: 'tray',
    limits,
    clock,
    wait: clock.wait,
    states: { ...states, take: (wanted) => (isDown ? Promise.reject(new Error('down')) : states.take(wanted)) },
  });
  await expect(gate.admit('one', 'click')).rejects.toThrow('down');
  isDown = false;
  await expect(gate.admit('one', 'click')).resolves.toBeDefined();
});

const demand = record({
  key: constantFrom('a', 'b', 'c'),
  urgency: constantFrom<Urgency>('click', 'background'),
  afterMs: integer({ min: 0, max: 400 }),
});

test('never more than the budget goes in any window, and everybody is served', async () => {
  await assert(
    asyncProperty(array(demand, { maxLength: 150 }), async (demands) => {
      const { clock, sent, send } = createBed();
      const pending: Promise<unknown>[] = [];
      for (const { key, urgency, afterMs } of demands) {
        if (afterMs > 300) await clock.wait(afterMs);
        pending.push(send(key, urgency));
      }
      await Promise.all(pending);
      expect(sent).toHaveLength(demands.length);
      for (let from = 0; from < sent.length; from += 1) {
        for (let to = from; to < sent.length; to += 1) {
          const windowMs = (sent[to]?.atMs ?? 0) - (sent[from]?.atMs ?? 0);
          expect(to - from + 1).toBeLessThanOrEqual(limits.burst + (windowMs / 1000) * limits.perSecond + 1e-6);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('clicks without end do not starve the background, nor one key another', async () => {
  const { clock, sent, send } = createBed();
  const pending: Promise<unknown>[] = [send('reader', 'background'), send('slow')];
  for (let round = 0; round < 60; round += 1) {
    pending.push(...calls(10, () => send('storm')), send('reader', 'background'));
    await clock.wait(100);
  }
  const within = sent.filter(({ atMs }) => atMs <= 6_000);
  expect(within.filter(({ key }) => key === 'reader').length).toBeGreaterThanOrEqual(10);
  expect(sent.findIndex(({ key }) => key === 'slow')).toBeLessThanOrEqual(3);
  await Promise.all(pending);
});

test('a reading that takes one page after the other has all that the vendor gives while nobody clicks', async () => {
  const { clock, sent, send } = createBed(trayLimits);
  for (let page = 0; page < 1_000; page += 1) await send('reader', 'background');
  const leastMs = ((1_000 - (trayLimits.burst - trayLimits.clickReserve)) / trayLimits.perSecond) * 1000;
  expect(sent).toHaveLength(1_000);
  // Of what Tray documents, 30 a second, no more than a tenth is left.
  expect(clock.elapsedMs()).toBeLessThan(leastMs * 1.02);
  expect(clock.elapsedMs()).toBeLessThan((1_000 / 30) * 1000 * 1.1);
});

test('clicks find their reserve at once in the middle of a reading, which then waits until it is full again', async () => {
  const { clock, sent, send } = createBed(trayLimits);
  const reading = calls(400, () => send('reader', 'background'));
  await clock.wait(5_000);
  const clickedAtMs = clock.elapsedMs();
  await Promise.all(calls(trayLimits.clickReserve, () => send('click')));
  const waited = sent.filter(({ urgency }) => urgency === 'click').map(({ atMs }) => atMs - clickedAtMs);
  expect(Math.max(...waited)).toBe(0);
  // Then one page each quarter of a second, until what the clicks took is there for others.
  await clock.wait((trayLimits.clickReserve / trayLimits.perSecond) * 1000 - 50);
  const meanwhile = sent.filter(({ urgency, atMs }) => urgency === 'background' && atMs > clickedAtMs);
  expect(meanwhile.length).toBeLessThanOrEqual(2);
  const again = calls(trayLimits.clickReserve - 3, () => send('click'));
  const againAtMs = clock.elapsedMs();
  await Promise.all(again);
  expect(clock.elapsedMs() - againAtMs).toBeLessThanOrEqual(100);
  await Promise.all(reading);
});
