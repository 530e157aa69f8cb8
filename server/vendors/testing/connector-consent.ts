import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { ConnectorPort } from '../connectors.ts';
import {
  createInCase,
  demandCheck,
  demandConsent,
  failureOf,
  installCase,
  type InstalledCase,
} from './connector-cases.ts';
import type { ConnectorHarness } from './connector-harness.ts';

/** Methods for which a person agrees on the third party's own page. */
export function describeConsent(bedOf: () => { harness: ConnectorHarness; port: ConnectorPort }): void {
  describe('with a consent', () => {
    function parts() {
      const { harness, port } = bedOf();
      const create = (place: InstalledCase, name: string) =>
        createInCase(harness, port, place, { details: { name }, values: {} });
      return { harness, port, create };
    }

    test('a consent makes the instance when it is given, and its state works once and for nobody else', async () => {
      const { harness, port, create } = parts();
      const place = await installCase(harness, port, harness.cases.consent);
      const begun = demandConsent(await create(place, 'Agreed'));
      expect(await port.reader.listInstances(place.owner)).toEqual([]);
      const back = await harness.agree(begun.url, { account: 'owner', allow: true });
      expect(back).toEqual({ code: expect.any(String), vendorState: begun.vendorState });
      const answer = { code: back.code ?? '', vendorState: back.vendorState };
      const stranger = await harness.newOwner();
      expect((await failureOf(port.writer.finishConsent(stranger, answer))).wasDone).toBe('no');
      const { detail } = await port.writer.finishConsent(place.owner, answer);
      expect(detail).toMatchObject({ details: { name: 'Agreed' }, methodKind: 'consent' });
      const again = await failureOf(port.writer.finishConsent(place.owner, answer));
      expect(again.wasDone).toBe('no');
      expect(inspect(again, { depth: 10 })).not.toContain(answer.code);
      expect(await port.reader.listInstances(place.owner)).toHaveLength(1);
    });

    test('a consent that is denied, or given by an account that is not taken, makes nothing', async () => {
      const { harness, port, create } = parts();
      const place = await installCase(harness, port, harness.cases.consent);
      const denied = demandConsent(await create(place, 'An instance'));
      expect((await harness.agree(denied.url, { account: 'owner', allow: false })).code).toBeNull();
      const bad = demandConsent(await create(place, 'An instance'));
      const back = await harness.agree(bad.url, { account: 'owner-bad', allow: true });
      const failure = await failureOf(port.writer.finishConsent(place.owner, { ...back, code: back.code ?? '' }));
      expect(demandCheck(failure).check.response.statusCode).toBe(401);
      expect(await port.reader.listInstances(place.owner)).toEqual([]);
    });

    test('an instance of a consent signs in again and stays the same', async () => {
      const { harness, port, create } = parts();
      const place = await installCase(harness, port, harness.cases.consent);
      const first = demandConsent(await create(place, 'Again'));
      const back = await harness.agree(first.url, { account: 'one', allow: true });
      const { detail } = await port.writer.finishConsent(place.owner, { ...back, code: back.code ?? '' });
      const { vendorId } = detail.record;
      const { returnUrl } = harness;
      const second = demandConsent(
        await port.writer.changeCredentials(place.owner, vendorId, { values: {}, returnUrl }),
      );
      const again = await harness.agree(second.url, { account: 'two', allow: true });
      const done = await port.writer.finishConsent(place.owner, { ...again, code: again.code ?? '' });
      expect(done.detail.record).toEqual(detail.record);
    });
  });
}
