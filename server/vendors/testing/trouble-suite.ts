import { inspect } from 'node:util';
import { afterEach, describe, expect, test, type TestContext } from 'vitest';
import type { Capabilities } from '#contract/capabilities.ts';
import type { InstanceRecord, VendorOwner } from '../adapter.ts';
import { VendorError, type VendorErrorCode } from '../vendor-error.ts';
import { type AdapterHarness, askedPauseMs, type TroubleKind } from './adapter-harness.ts';
import { collectInstances } from './collect-instances.ts';

interface Expected {
  code: VendorErrorCode;
  /** What a write may say that met the trouble before the vendor did its work. A `no` must be certain. */
  wasDone: 'no' | 'unknown';
  retryAfterMs?: number;
  /** What a write says, where it differs from a read. */
  writeCode?: VendorErrorCode;
}

/** What each trouble must look like behind the contract. Where nobody can know, a write must say so. */
const expectations: Record<Exclude<TroubleKind, 'stale'>, Expected> = {
  unavailable: { code: 'vendor_unavailable', wasDone: 'unknown' },
  'rate-limited': { code: 'rate_limited', wasDone: 'no' },
  'rate-limited-with-pause': { code: 'rate_limited', wasDone: 'no', retryAfterMs: askedPauseMs },
  refused: { code: 'refused', wasDone: 'no' },
  unauthorized: { code: 'vendor_unauthorized', wasDone: 'no' },
  forbidden: { code: 'vendor_forbidden', wasDone: 'no' },
  timeout: { code: 'vendor_unavailable', wasDone: 'unknown' },
  reset: { code: 'vendor_unavailable', wasDone: 'unknown' },
  html: { code: 'vendor_garbled', wasDone: 'unknown' },
  garbled: { code: 'vendor_garbled', wasDone: 'unknown' },
};
const kinds = Object.entries(expectations).map(([kind, expected]) => ({
  kind: kind as keyof typeof expectations,
  ...expected,
}));

/** The credential was taken a moment ago: it has run out, or the refusal came after the work. */
const unauthorizedWhereRenewed = { writeCode: 'vendor_garbled', wasDone: 'unknown' } as const;

/** The vendor may have done the work and then these. */
const afterWork = ['unavailable', 'unauthorized', 'timeout', 'reset', 'html', 'garbled'] as const;

/** Vendors may answer reads from a state up to this old. */
const staleMs = 30_000;

/** What an adapter makes of a vendor in trouble. */
export function describeTrouble(capabilities: Capabilities, harnessOf: () => AdapterHarness): void {
  describe('in trouble', () => {
    afterEach(() => harnessOf().setTrouble(null));

    async function newInstance(name: string): Promise<{ owner: VendorOwner; record: InstanceRecord }> {
      const owner = await harnessOf().newOwner();
      return { owner, record: await harnessOf().createInstance(owner, name) };
    }

    const skipUnless = (context: TestContext, kind: TroubleKind) =>
      context.skip(!harnessOf().traits.troubles.includes(kind), 'the imitation cannot be put into it');

    /** The `VendorError` with which the call failed, which must betray nothing; null when it succeeded. */
    async function endOf(call: Promise<unknown>): Promise<VendorError | null> {
      const end: unknown = await call.then(
        () => null,
        (error: unknown) => error,
      );
      if (end === null) return null;
      if (!(end instanceof VendorError)) throw new Error('Expected a VendorError', { cause: end });
      const told = [inspect(end, { depth: 10 }), JSON.stringify(end), end.stack, String(end.cause)].join('\n');
      expect(
        harnessOf()
          .secrets()
          .filter((secret) => told.includes(secret)),
      ).toEqual([]);
      return end;
    }

    test.for(kinds)('a read that meets $kind fails as $code, and nothing was done', async (expected, context) => {
      skipUnless(context, expected.kind);
      const { reader, everybodyReads } = harnessOf().adapter;
      const { owner, record } = await newInstance('Read in trouble');
      await harnessOf().setTrouble({ kind: expected.kind });
      const failures = await Promise.all(
        [
          ...(capabilities.activate ? [reader.listTemplates()] : []),
          ...(everybodyReads === 'operator' ? [reader.listAllInstances(null)] : []),
          reader.listOwnInstances(owner, null),
          reader.readInstance(owner, record.vendorId),
        ].map(endOf),
      );
      const { limitPauseMs } = harnessOf().traits;
      const { kind, code, retryAfterMs = kind === 'rate-limited' ? limitPauseMs : null } = expected;
      expect(failures.map((error) => [error?.code, error?.wasDone, error?.retryAfterMs])).toEqual(
        failures.map(() => [code, 'no', retryAfterMs]),
      );
      await harnessOf().setTrouble(null);
      expect((await reader.readInstance(owner, record.vendorId))?.record).toEqual(record);
    });

    /** Every kind of write whose effect can be seen, each on an instance of its own. */
    async function writesInTrouble(kind: TroubleKind, isAfterWork: boolean) {
      const { reader, writer } = harnessOf().adapter;
      const nameAt = async (owner: VendorOwner, vendorId: string) =>
        (await reader.readInstance(owner, vendorId))?.record.name ?? null;
      const writes = [
        {
          isPossible: capabilities.activate,
          send: (owner: VendorOwner, _id: string, templateId: string) =>
            writer.createInstance(owner, { templateId, name: 'Second' }),
          isDone: async (owner: VendorOwner) => (await collectInstances(reader, owner)).length === 2,
        },
        {
          isPossible: capabilities.rename,
          send: (owner: VendorOwner, id: string) => writer.renameInstance(owner, id, 'After'),
          isDone: async (owner: VendorOwner, id: string) => (await nameAt(owner, id)) === 'After',
        },
        {
          isPossible: capabilities.remove,
          send: (owner: VendorOwner, id: string) => writer.removeInstance(owner, id),
          isDone: async (owner: VendorOwner, id: string) => (await nameAt(owner, id)) === null,
        },
      ].filter((write) => write.isPossible);
      const made = await Promise.all(writes.map(() => newInstance('Before')));
      const targets = writes.flatMap((write, index) => {
        const instance = made[index];
        return instance ? [{ write, ...instance }] : [];
      });
      await harnessOf().setTrouble({ kind, isAfterWork });
      const failures = await Promise.all(
        targets.map(({ write, owner, record }) => endOf(write.send(owner, record.vendorId, record.templateId))),
      );
      await harnessOf().setTrouble(null);
      await harnessOf().pass(harnessOf().traits.removalMs);
      const wereDone = await Promise.all(
        targets.map(({ write, owner, record }) => write.isDone(owner, record.vendorId)),
      );
      return { failures, wereDone };
    }

    // An answer can be garbled only when the work is done.
    const beforeWork = kinds.filter(({ kind }) => kind !== 'garbled');

    test.for(beforeWork)(
      'a write that meets $kind says of what was done only what is certain',
      async (expected, context) => {
        const { kind } = expected;
        skipUnless(context, kind);
        const { renewsCredentials } = harnessOf().traits;
        const {
          code,
          wasDone,
          writeCode = code,
        } = kind === 'unauthorized' && renewsCredentials ? { ...expected, ...unauthorizedWhereRenewed } : expected;
        const { failures, wereDone } = await writesInTrouble(kind, false);
        expect(failures.length).toBeGreaterThan(0);
        expect(failures.map((error) => [error?.code, error?.wasDone])).toEqual(
          failures.map(() => [writeCode, wasDone]),
        );
        expect(wereDone).toEqual(wereDone.map(() => false));
      },
    );

    test.for(afterWork)('a write that is done and then meets %s never says that nothing was', async (kind, context) => {
      skipUnless(context, kind);
      context.skip(kind === 'unauthorized' && !harnessOf().traits.renewsCredentials, 'a 401 comes before any work');
      const { failures, wereDone } = await writesInTrouble(kind, true);
      expect(wereDone).toEqual(wereDone.map(() => true));
      // A garbled answer may still tell that it was done.
      expect(failures.filter((error) => error === null && kind !== 'garbled')).toEqual([]);
      expect(failures.filter((error) => error?.wasDone === 'no')).toEqual([]);
    });

    test('a credential that the vendor no longer takes is renewed: for a read at once, for writes before the next', async (context) => {
      context.skip(!harnessOf().traits.renewsCredentials, 'credentials were entered and last');
      const { reader, writer } = harnessOf().adapter;
      const { owner, record } = await newInstance('Renewed');
      await harnessOf().setTrouble({ kind: 'unauthorized', isOnce: true });
      expect((await reader.readInstance(owner, record.vendorId))?.record).toEqual(record);
      await harnessOf().setTrouble({ kind: 'unauthorized', isOnce: true });
      if (!capabilities.rename) return;
      expect((await endOf(writer.renameInstance(owner, record.vendorId, 'Once')))?.wasDone).toBe('unknown');
      expect((await writer.renameInstance(owner, record.vendorId, 'Once')).name).toBe('Once');
    });

    test.skipIf(!capabilities.rename)(
      'reads from an older state are answers, and become true with time',
      async (context) => {
        skipUnless(context, 'stale');
        const { reader, writer } = harnessOf().adapter;
        const { owner, record } = await newInstance('Old name');
        await harnessOf().pass(staleMs + 1_000);
        await writer.renameInstance(owner, record.vendorId, 'New name');
        await harnessOf().setTrouble({ kind: 'stale' });
        expect((await reader.readInstance(owner, record.vendorId))?.record.name).toBe('Old name');
        await harnessOf().pass(staleMs + 1_000);
        expect((await reader.readInstance(owner, record.vendorId))?.record.name).toBe('New name');
      },
    );
  });
}
