import { expect, test } from 'vitest';
import { parseRetryAfter } from '#server/platform/http/retry-after.ts';
import { createLogger } from '#server/platform/logger.ts';
import { createCallGuard, type GuardedCall } from './call-guard.ts';
import { failuresToOpen } from './circuit.ts';
import { createMemoryStates } from './testing/memory-states.ts';
import { createMovedClock } from './testing/moved-clock.ts';
import { asBackground } from './urgency.ts';
import { VendorError, type VendorErrorCode, VendorPausedError } from './vendor-error.ts';
import type { VendorLimits } from './call-budget.ts';

const limits: VendorLimits = { per: 'vendor', perSecond: 1_000, burst: 1_000, clickReserve: 10 };
const read = { account: 'one', effect: 'read' } as const satisfies GuardedCall;
const write = { account: 'one', effect: 'write' } as const satisfies GuardedCall;

function fault(code: VendorErrorCode, options: { retryAfterMs?: number | null; isVendorWide?: boolean } = {}) {
  return new VendorError('tray', code, { wasDone: 'no', ...options });
}

function createBed(given = limits) {
  const clock = createMovedClock();
  const states = createMemoryStates(given);
  const guard = createCallGuard({
    vendor: 'tray',
    limits: given,
    states,
    clock,
    logger: createLogger('silent'),
    wait: clock.wait,
  });
  /** Sends a call whose tries end one after the other as told, and counts them. */
  const send = async (call: GuardedCall, ...ends: (VendorError | 'answer')[]) => {
    let tries = 0;
    const beganAt = clock.elapsedMs();
    const outcome = await guard
      .send(call, () => {
        const end = ends[Math.min(tries, ends.length - 1)];
        tries += 1;
        return end instanceof Error ? Promise.reject(end) : Promise.resolve('answer');
      })
      .catch((error: unknown) => error);
    return { outcome, tries, tookMs: clock.elapsedMs() - beganAt };
  };
  return { clock, states, guard, send };
}

test.each(['vendor_unavailable', 'vendor_garbled', 'rate_limited'] as const)(
  'a read that fails (%s) is tried twice more',
  async (code) => {
    const { send } = createBed();
    expect(await send(read, fault(code), fault(code), 'answer')).toMatchObject({ outcome: 'answer', tries: 3 });
    const given = await send(read, fault(code));
    expect(given).toMatchObject({ outcome: { code }, tries: 3 });
    expect(given.tookMs).toBeGreaterThan(300);
    expect(given.tookMs).toBeLessThan(1_000);
  },
);

test.each(['refused', 'vendor_forbidden', 'vendor_unauthorized', 'gone'] as const)(
  'a read that is refused (%s) is not',
  async (code) => {
    const { send } = createBed();
    expect(await send(read, fault(code), 'answer')).toMatchObject({ outcome: { code }, tries: 1 });
  },
);

test('a write is never sent again by itself', async () => {
  const { send } = createBed();
  for (const code of ['vendor_unavailable', 'vendor_garbled', 'rate_limited'] as const) {
    expect(await send(write, fault(code), 'answer')).toMatchObject({ outcome: { code }, tries: 1 });
  }
});

test.each([
  ['seconds', '2', 2_000, 2],
  ['a date', 'Mon, 02 Mar 2026 10:00:02 GMT', 2_000, 2],
  ['a date that is over', 'Mon, 02 Mar 2026 09:00:00 GMT', 150, 2],
  ['zero', '0', 150, 2],
  ['nothing', null, 150, 2],
  ['a negative number', '-5', 150, 2],
  ['nonsense', 'soon', 150, 2],
  ['longer than anybody waits', '4', 0, 1],
  ['an absurd number', '99999999999999999999', 0, 1],
  ['an absurd date', 'Tue, 02 Mar 2100 10:00:00 GMT', 0, 1],
])('Retry-After as %s is obeyed and capped', async (_, header, leastMs, tries) => {
  const { clock, send } = createBed();
  const retryAfterMs = parseRetryAfter(header, clock.now());
  const began = clock.now().getTime();
  const result = await send(read, fault('rate_limited', { retryAfterMs }), 'answer');
  expect(result.tries).toBe(tries);
  expect(result.tookMs).toBeGreaterThanOrEqual(leastMs);
  expect(result.tookMs).toBeLessThan(3_000);
  // What is not waited for fails at once and says when to ask again, at most in ten minutes.
  const told = new Date(began + Math.min(retryAfterMs ?? 0, 600_000));
  const { retryAt } = result.outcome instanceof VendorError ? result.outcome : { retryAt: 'an answer' };
  expect(retryAt).toEqual(tries === 1 ? told : 'an answer');
});

test('a try that took longer than anybody waits is not followed by another', async () => {
  const { clock, guard } = createBed();
  let tries = 0;
  const slow = guard.send(read, () => {
    tries += 1;
    clock.advance(15_000);
    return Promise.reject(fault('vendor_unavailable'));
  });
  await expect(slow).rejects.toMatchObject({ code: 'vendor_unavailable' });
  expect(tries).toBe(1);
});

test('a limit of the whole organisation holds the background for as long as it says, a single account’s does not', async () => {
  const { clock, send } = createBed();
  await send(write, fault('rate_limited', { retryAfterMs: 60_000 }));
  expect(await asBackground(() => send(read, 'answer'))).toMatchObject({ outcome: 'answer' });

  await send(write, fault('rate_limited', { retryAfterMs: 60_000, isVendorWide: true }));
  const held = await asBackground(() => send(read, 'answer'));
  expect(held).toMatchObject({ tries: 0, outcome: { code: 'rate_limited', retryAfterMs: 60_000 } });
  expect(await send(read, 'answer')).toMatchObject({ outcome: 'answer' });
  clock.advance(60_000);
  expect(await asBackground(() => send(read, 'answer'))).toMatchObject({ outcome: 'answer' });
});

test('where each owner has a limit, an owner’s holds that owner’s background alone, and the vendor’s everybody’s', async () => {
  const { clock, send } = createBed({ ...limits, per: 'owner' });
  const other = { account: 'other', effect: 'read' } as const;
  const operator = { account: null, effect: 'write' } as const;
  const held = { tries: 0, outcome: { code: 'rate_limited' } };
  const free = { tries: 1, outcome: 'answer' };
  const inBackground = (call: GuardedCall) => asBackground(() => send(call, 'answer'));

  await send(write, fault('rate_limited', { retryAfterMs: 60_000 }));
  expect(await inBackground(read)).toMatchObject(held);
  expect(await send(read, 'answer')).toMatchObject(free);
  expect(await inBackground(other)).toMatchObject(free);

  clock.advance(60_000);
  expect(await inBackground(read)).toMatchObject(free);
  // The operator's key is one among the others here.
  await send(operator, fault('rate_limited', { retryAfterMs: 60_000 }));
  expect(await inBackground(operator)).toMatchObject(held);
  expect(await inBackground(other)).toMatchObject(free);

  await send(write, fault('rate_limited', { retryAfterMs: 120_000, isVendorWide: true }));
  for (const call of [read, other, operator]) expect(await inBackground(call)).toMatchObject(held);
  clock.advance(120_000);
  for (const call of [read, other, operator]) expect(await inBackground(call)).toMatchObject(free);
});

test('where each owner has a limit, a vendor that fails two of them is left alone by all', async () => {
  const { clock, send } = createBed({ ...limits, per: 'owner' });
  for (let count = 0; count < failuresToOpen; count += 1) await send(write, fault('vendor_unavailable'));
  expect(await send({ account: 'third', effect: 'write' }, fault('refused'))).toMatchObject({ tries: 1 });

  for (let count = 0; count < failuresToOpen; count += 1) {
    await send({ account: count % 2 === 0 ? 'one' : 'other', effect: 'write' }, fault('vendor_unavailable'));
  }
  for (const account of ['one', 'other', 'third', null]) {
    expect(await send({ account, effect: 'read' }, 'answer')).toMatchObject({ tries: 0, tookMs: 0 });
  }
  clock.advance(3_000);
  const tried = await Promise.all(
    ['third', 'fourth', 'fifth'].map((account) => send({ account, effect: 'write' }, 'answer')),
  );
  expect(tried.filter(({ tries }) => tries === 1)).toHaveLength(1);
  expect(tried.filter(({ tries }) => tries === 0)).toHaveLength(2);
  expect(await send(read, 'answer')).toMatchObject({ outcome: 'answer' });
});

test('one account’s trouble cuts off nobody; with the operator’s it does, until the vendor answers', async () => {
  const { clock, send } = createBed();
  for (let count = 0; count < 10; count += 1) await send(write, fault('vendor_unavailable'));
  expect(await send({ account: 'other', effect: 'write' }, 'answer')).toMatchObject({ outcome: 'answer' });

  for (let count = 0; count < failuresToOpen - 1; count += 1) await send(write, fault('vendor_unavailable'));
  await send({ account: null, effect: 'write' }, fault('vendor_unavailable'));
  const refused = await send({ account: 'other', effect: 'read' }, 'answer');
  expect(refused.tries).toBe(0);
  expect(refused.tookMs).toBe(0);
  expect(refused.outcome).toBeInstanceOf(VendorPausedError);

  clock.advance(3_000);
  expect(await send({ account: 'other', effect: 'read' }, 'answer')).toMatchObject({ outcome: 'answer', tries: 1 });
  expect(await send(write, 'answer')).toMatchObject({ outcome: 'answer' });
});

test('a refusal is an answer: the vendor is there', async () => {
  const { states, send } = createBed();
  for (let count = 0; count < failuresToOpen; count += 1) {
    await send(write, fault('vendor_unavailable'));
    await send({ account: 'other', effect: 'write' }, fault(count % 2 === 0 ? 'refused' : 'vendor_unauthorized'));
  }
  expect(states.circuit()).toMatchObject({ openUntil: null, failing: {} });
});

test('a probe that ends in a fault of our own lets another try', async () => {
  const { clock, guard, send } = createBed();
  for (let count = 0; count < failuresToOpen; count += 1) {
    await send({ account: null, effect: 'write' }, fault('vendor_unavailable'));
  }
  clock.advance(3_000);
  await expect(guard.send(write, () => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
  clock.advance(60_000);
  expect(await send(write, 'answer')).toMatchObject({ outcome: 'answer' });
});
