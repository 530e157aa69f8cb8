import { describe, expect, test, type TestContext } from 'vitest';
import type { ConnectorPort } from '../connectors.ts';
import { VendorError, type VendorErrorCode } from '../vendor-error.ts';
import type { TroubleKind } from './adapter-harness.ts';
import type { ConnectorHarness } from './connector-harness.ts';
import { createInCase, demandDone, installCase } from './connector-cases.ts';

const kinds: { kind: TroubleKind; code: VendorErrorCode; wasDone: 'no' | 'unknown' }[] = [
  { kind: 'unavailable', code: 'vendor_unavailable', wasDone: 'unknown' },
  { kind: 'rate-limited-with-pause', code: 'rate_limited', wasDone: 'no' },
  { kind: 'unauthorized', code: 'vendor_unauthorized', wasDone: 'no' },
  { kind: 'forbidden', code: 'vendor_forbidden', wasDone: 'no' },
  { kind: 'timeout', code: 'vendor_unavailable', wasDone: 'unknown' },
  { kind: 'reset', code: 'vendor_unavailable', wasDone: 'unknown' },
  { kind: 'html', code: 'vendor_garbled', wasDone: 'unknown' },
];
const afterWork = kinds.filter(({ wasDone }) => wasDone === 'unknown');

/** What reads and writes of connectors say of a vendor in trouble. */
export function describeConnectorTrouble(bedOf: () => { harness: ConnectorHarness; port: ConnectorPort }): void {
  describe('in trouble', () => {
    /** An owner with an instance, and every kind of write with what it would have done. */
    async function prepare(context: TestContext, kind: TroubleKind) {
      const { harness, port } = bedOf();
      context.skip(!harness.traits.troubles.includes(kind), 'the imitation is not put into it');
      const { fields, none } = harness.cases;
      const place = await installCase(harness, port, fields);
      const { owner, connectorId } = place;
      const values = { ...fields.open, ...fields.secrets('') };
      const create = (name: string) => createInCase(harness, port, place, { details: { name }, values });
      const namesOfAll = async () => (await port.reader.listInstances(owner)).map(({ record }) => record.name);
      const { vendorId } = demandDone(await create('First')).record;
      const entry = (await port.reader.listMarketplace(owner)).find(({ name }) => name === none.connector);
      const writes: [() => Promise<unknown>, () => Promise<boolean>][] = [
        [() => create('Second'), async () => (await namesOfAll()).includes('Second')],
        [
          () => port.writer.changeDetails(owner, vendorId, { name: 'After' }),
          async () => (await namesOfAll()).includes('After'),
        ],
        [
          () => port.writer.installConnector(owner, entry?.entryId ?? ''),
          async () => (await port.reader.listConnectors(owner)).some(({ name }) => name === none.connector),
        ],
      ];
      return { harness, port, owner, connectorId, vendorId, writes };
    }

    test.for(kinds)('a read that meets $kind fails as $code', async ({ kind, code }, context) => {
      const { harness, port, owner, connectorId, vendorId } = await prepare(context, kind);
      await harness.setTrouble({ kind });
      const ends = await Promise.all(
        [
          port.reader.listConnectors(owner),
          port.reader.listMarketplace(owner),
          port.reader.listInstances(owner),
          port.reader.readForm(owner, connectorId),
          port.reader.readInstance(owner, vendorId),
          port.reader.listPools(owner),
          port.reader.listFlows(owner, vendorId),
          port.reader.listRuns(owner, ['1'], 5),
        ].map(endOf),
      );
      expect(ends.map((end) => [end?.code, end?.wasDone])).toEqual(ends.map(() => [code, 'no']));
    });

    test.for(kinds)(
      'a write that meets $kind says of what was done only what is certain',
      async (expected, context) => {
        const { harness, writes } = await prepare(context, expected.kind);
        await harness.setTrouble({ kind: expected.kind });
        const ends = await Promise.all(writes.map(([send]) => endOf(send())));
        await harness.setTrouble(null);
        expect(ends.map((end) => [end?.code, end?.wasDone])).toEqual(ends.map(() => [expected.code, expected.wasDone]));
        expect(await Promise.all(writes.map(([, isDone]) => isDone()))).toEqual(writes.map(() => false));
      },
    );

    test.for(afterWork)(
      'a write that is done and then meets $kind never says that nothing was',
      async ({ kind }, context) => {
        const { harness, writes } = await prepare(context, kind);
        await harness.setTrouble({ kind, isAfterWork: true });
        const ends = await Promise.all(writes.map(([send]) => endOf(send())));
        await harness.setTrouble(null);
        expect(ends.map((end) => end?.wasDone)).toEqual(ends.map(() => 'unknown'));
        expect(await Promise.all(writes.map(([, isDone]) => isDone()))).toEqual(writes.map(() => true));
      },
    );
  });
}

async function endOf(call: Promise<unknown>): Promise<VendorError | null> {
  const end: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (end === null || end instanceof VendorError) return end;
  throw new Error('Expected a VendorError', { cause: end });
}
