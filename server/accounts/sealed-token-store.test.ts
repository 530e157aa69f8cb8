import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import { createKeys } from '#server/platform/keys.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { createSealedTokenStore } from './sealed-token-store.ts';

const keys = createKeys('a secret for tests that is long enough');
const day = 24 * 60 * 60_000;

let opened: Awaited<ReturnType<typeof openTestTables>>;
let clock: AdjustableClock;
beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());
beforeEach(async () => {
  clock = createAdjustableClock();
  await opened.tables.deleteFrom('vendor_tokens').execute();
});

const storeWith = (own = keys, vendor: 'tray' | 'prismatic' = 'tray') =>
  createSealedTokenStore(opened.tables, vendor, own, clock);

/** Makes `canary-token-1`, `canary-token-2`, … that are good for two days. */
function maker() {
  let made = 0;
  return vi.fn(async () => {
    made += 1;
    return { token: `canary-token-${made}`, expiresAt: new Date(clock.now().getTime() + 2 * day) };
  });
}

describe('a token', () => {
  test('is made once for 200 simultaneous requests of two replicas', async () => {
    const make = maker();
    const replicas = [storeWith(), storeWith()];
    const tokens = await Promise.all(
      Array.from({ length: 200 }, (_, index) => replicas[index % 2]?.withToken('owner', make)),
    );
    expect(new Set(tokens)).toEqual(new Set(['canary-token-1']));
    expect(make).toHaveBeenCalledTimes(1);
  });

  test('is each owner’s and each vendor’s own', async () => {
    const make = maker();
    const tokens = await Promise.all([
      storeWith().withToken('one', make),
      storeWith().withToken('other', make),
      storeWith(keys, 'prismatic').withToken('one', make),
    ]);
    expect(new Set(tokens).size).toBe(3);
  });

  test('outlives the process, and is renewed half an hour before its two days are over', async () => {
    const make = maker();
    await storeWith().withToken('owner', make);
    clock.advance(2 * day - 31 * 60_000);
    expect(await storeWith().withToken('owner', make)).toBe('canary-token-1');
    clock.advance(2 * 60_000);
    const renewed = await Promise.all(Array.from({ length: 200 }, () => storeWith().withToken('owner', make)));
    expect(new Set(renewed)).toEqual(new Set(['canary-token-2']));
    expect(make).toHaveBeenCalledTimes(2);
  });

  test('sealed with another secret is replaced', async () => {
    const make = maker();
    await storeWith().withToken('owner', make);
    const other = storeWith(createKeys('another secret that is long enough too'));
    expect(await other.withToken('owner', make)).toBe('canary-token-2');
    expect(await other.withToken('owner', make)).toBe('canary-token-2');
  });

  test('lies in the database so that nobody can use it', async () => {
    await storeWith().withToken('owner', maker());
    const rows = await opened.tables.selectFrom('vendor_tokens').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(rows.filter((row) => row.sealed_token.includes('canary'))).toEqual([]);
  });
});

describe('forgetting', () => {
  test('drops the refused token', async () => {
    const [store, make] = [storeWith(), maker()];
    await store.forget('owner', await store.withToken('owner', make));
    expect(await store.withToken('owner', make)).toBe('canary-token-2');
  });

  test('leaves a newer one, and other owners’, alone', async () => {
    const [store, make] = [storeWith(), maker()];
    const refused = await store.withToken('owner', make);
    const others = await store.withToken('other', make);
    await store.forget('owner', refused);
    const renewed = await store.withToken('owner', make);
    await store.forget('owner', refused);
    expect(await store.withToken('owner', make)).toBe(renewed);
    expect(await store.withToken('other', make)).toBe(others);
  });

  test('is not undone by those who were looking just then', async () => {
    const [store, make] = [storeWith(), maker()];
    const refused = await store.withToken('owner', make);
    const after = await Promise.all(
      Array.from({ length: 50 }, async () => {
        void store.withToken('owner', make);
        await store.forget('owner', refused);
        return store.withToken('owner', make);
      }),
    );
    expect(new Set(after)).toEqual(new Set(['canary-token-2']));
  });
});

test('a token that cannot be made fails for everybody who waits, and is tried again afterwards', async () => {
  const store = storeWith();
  const make = maker();
  make.mockRejectedValueOnce(new Error('the vendor is down'));
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => store.withToken('owner', make)));
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(make).toHaveBeenCalledTimes(1);
  expect(await store.withToken('owner', make)).toMatch(/^canary-token/);
});
