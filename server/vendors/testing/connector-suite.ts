import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { InstanceDetails } from '#contract/connectors.ts';
import type { VendorOwner } from '../adapter.ts';
import type { ConnectorPort } from '../connectors.ts';
import {
  createInCase,
  demandCheck,
  demandDone,
  expectNoSecret,
  failureOf,
  installCase,
  type InstalledCase,
} from './connector-cases.ts';
import { describeConsent } from './connector-consent.ts';
import type { ConnectorHarness, CredentialEnding, FieldsCase } from './connector-harness.ts';
import { describeConnectorTrouble } from './connector-trouble.ts';

/** What every adapter has in common whose instances belong to connectors, as a vitest suite. */
export function describeConnectors(name: string, createHarness: () => Promise<ConnectorHarness>): void {
  describe(`connectors of ${name}`, () => {
    let harness: ConnectorHarness;
    let port: ConnectorPort;

    beforeAll(async () => {
      harness = await createHarness();
      if (harness.adapter.connectors === null) throw new Error('The adapter has no connectors');
      port = harness.adapter.connectors;
      return () => harness.stop();
    }, 60_000);
    afterEach(() => harness.setTrouble(null));

    const installed = (wanted: { connector: string; method: string }, owner?: VendorOwner) =>
      installCase(harness, port, wanted, owner);

    const create = (place: InstalledCase, details: Partial<InstanceDetails>, values: Record<string, string> = {}) =>
      createInCase(harness, port, place, { details, values });

    const valuesOf = (wanted: FieldsCase, ending: CredentialEnding = '') => ({
      ...wanted.open,
      ...wanted.secrets(ending),
    });

    async function newInstance(details: Partial<InstanceDetails> = {}) {
      const place = await installed(harness.cases.fields);
      const detail = demandDone(await create(place, details, valuesOf(harness.cases.fields)));
      return { ...place, detail, vendorId: detail.record.vendorId };
    }

    test('an owner without connectors has none, and installs one from the marketplace once', async () => {
      const owner = await harness.newOwner();
      expect([await port.reader.listConnectors(owner), await port.reader.listInstances(owner)]).toEqual([[], []]);
      const before = await port.reader.listMarketplace(owner);
      const wanted = before.find((entry) => entry.name === harness.cases.none.connector);
      expect(before.filter((entry) => entry.entryId === '' || entry.name === '' || entry.isInstalled)).toEqual([]);

      const made = await port.writer.installConnector(owner, wanted?.entryId ?? '');
      expect(made).toMatchObject({ name: wanted?.name, newerVersion: null });
      expect(await port.reader.listConnectors(owner)).toEqual([
        { ...made, category: wanted?.category, version: wanted?.version },
      ]);
      const after = await port.reader.listMarketplace(owner);
      expect(after.filter((entry) => entry.isInstalled).map((entry) => entry.name)).toEqual([wanted?.name]);
      const again = await failureOf(port.writer.installConnector(owner, wanted?.entryId ?? ''));
      expect(again).toMatchObject({ wasDone: 'no', code: 'refused' });
      const newest = await failureOf(port.writer.updateConnector(owner, made.connectorId));
      expect(newest.wasDone).toBe('no');
    });

    test('the form has every field of every method, pools only where they make sense, and no secret', async () => {
      const place = await installed(harness.cases.fields);
      const pool = await harness.createPool(place.owner, 'Shared');
      const form = await port.reader.readForm(place.owner, place.connectorId);
      const { fields, consent, none } = harness.cases;
      const asked = form?.methods.find((method) => method.id === place.methodId);
      expect(asked).toMatchObject({ name: fields.method, kind: 'fields' });
      const keys = (isSecret: boolean) =>
        (asked?.fields ?? []).filter((field) => field.secret === isSecret && field.required);
      expect(keys(false).map(({ key }) => key)).toEqual(Object.keys(fields.open));
      expect(keys(true).map(({ key }) => key)).toEqual(Object.keys(fields.secrets('')));
      expect(asked?.fields.filter((field) => field.secret && field.defaultValue !== null)).toEqual([]);
      expect(form).toMatchObject({
        pools: [{ id: pool, name: 'Shared' }],
        takenNames: [],
        defaults: { timeZone: 'UTC' },
      });

      const others = await Promise.all([none, consent].map((wanted) => installed(wanted, place.owner)));
      expect(others.map(({ form: other, methodId }) => other.methods.find(({ id }) => id === methodId)?.kind)).toEqual([
        'none',
        'consent',
      ]);
      expect(others[0]?.form.pools).toEqual([]);
      expect(await port.reader.readForm(place.owner, '999999999')).toBeNull();
    });

    test('right credentials make an instance, the same wherever it is read, whose secrets never come back', async () => {
      const { owner, connectorId, methodId, detail, vendorId } = await newInstance({
        name: 'Ünïcode "quotes" <b>',
        timeZone: 'Europe/Stockholm',
        rateLimitAmount: 7,
        rateLimitUnit: 'day',
      });
      expect(detail).toMatchObject({
        connector: { connectorId },
        details: {
          name: 'Ünïcode "quotes" <b>',
          timeZone: 'Europe/Stockholm',
          rateLimitAmount: 7,
          rateLimitUnit: 'day',
        },
        methodId,
        methodKind: 'fields',
        takesPool: true,
        record: { useCount: 0, templateId: connectorId, enabled: false, required: 'nothing' },
      });
      expect(detail.lastCheckedAt).toBeInstanceOf(Date);
      expect(await port.reader.readInstance(owner, vendorId)).toEqual(detail);
      const [listed, ...others] = await port.reader.listInstances(owner);
      expect(others).toEqual([]);
      expect(listed).toEqual({
        record: detail.record,
        rateLimitAmount: 7,
        rateLimitUnit: 'day',
        poolName: null,
        lastCheckedAt: detail.lastCheckedAt,
      });
      expect((await harness.adapter.reader.readInstance(owner, vendorId))?.record).toEqual(detail.record);
      expect((await port.reader.readForm(owner, connectorId))?.takenNames).toEqual(['Ünïcode "quotes" <b>']);
      const { fields } = harness.cases;
      expect(detail.fields.filter((field) => field.key in fields.open).map(({ value }) => value)).toEqual(
        Object.values(fields.open),
      );
      const secret = detail.fields.filter((field) => field.secret && field.hasValue);
      expect(secret.map(({ key, value }) => [key, value])).toEqual(
        Object.keys(fields.secrets('')).map((key) => [key, null]),
      );
      expectNoSecret([detail, listed], fields.secrets(''));
    });

    describe.each(['fields', 'pair'] as const)('credentials (%s) that are not taken', (kind) => {
      test.each<[CredentialEnding, number | null]>([
        ['-bad', 401],
        ['-forbidden', 403],
        ['-timeout', null],
        ['-500', 500],
      ])('(%s) save nothing, and show what was asked and answered without a secret', async (ending, statusCode) => {
        const wanted = harness.cases[kind];
        const place = await installed(wanted);
        const failure = await failureOf(create(place, {}, valuesOf(wanted, ending)));
        expect(failure).toMatchObject({ code: 'credentials_refused', wasDone: 'no' });
        const { check } = demandCheck(failure);
        expect(check.response.statusCode).toBe(statusCode);
        expect(check.response.message === null).toBe(statusCode !== null);
        expect(check.request.method).not.toBe('');
        expect(URL.canParse(check.request.url)).toBe(true);
        expect(Buffer.byteLength(check.response.body ?? '')).toBeLessThanOrEqual(4096);
        expectNoSecret(failure, wanted.secrets(ending));
        expect(await port.reader.listInstances(place.owner)).toEqual([]);
      });
    });

    test('what was typed wrongly is refused by our names of the fields', async () => {
      const place = await installed(harness.cases.fields);
      const [key = ''] = Object.keys(harness.cases.fields.secrets(''));
      const refusals = await Promise.all([
        failureOf(create(place, { timeZone: 'Mars/Olympus' }, valuesOf(harness.cases.fields))),
        failureOf(create(place, { poolId: '999999' }, valuesOf(harness.cases.fields))),
        failureOf(create(place, {}, { ...valuesOf(harness.cases.fields), [key]: '' })),
        failureOf(create(place, {}, { ...valuesOf(harness.cases.fields), 'no such': 'value' })),
      ]);
      expect(refusals.map(({ code, wasDone, fields }) => ({ code, wasDone, fields }))).toEqual(
        [
          { timeZone: 'unknown_value' },
          { poolId: 'unknown_value' },
          { [`values.${key}`]: 'required' },
          { 'values.no such': 'unknown_value' },
        ].map((fields) => ({ code: 'bad_input', wasDone: 'no', fields })),
      );
      expect(await port.reader.listInstances(place.owner)).toEqual([]);
    });

    test('a method without sign-in asks for nothing', async () => {
      const place = await installed(harness.cases.none);
      const detail = demandDone(await create(place, { name: 'Open' }));
      expect(detail).toMatchObject({ methodKind: 'none', fields: [], takesPool: false, details: { name: 'Open' } });
    });

    test('details change without a check, one at a time, and the pool is cleared', async () => {
      const { owner, detail, vendorId } = await newInstance();
      const poolId = await harness.createPool(owner, 'Shared');
      await harness.pass(60_000);
      const renamed = await port.writer.changeDetails(owner, vendorId, { name: 'After', poolId });
      expect(renamed).toMatchObject({
        details: { ...detail.details, name: 'After', poolId },
        lastCheckedAt: detail.lastCheckedAt,
      });
      expect(renamed.record.fingerprint).not.toBe(detail.record.fingerprint);
      expect((await port.reader.listInstances(owner)).map(({ poolName }) => poolName)).toEqual(['Shared']);
      const cleared = await port.writer.changeDetails(owner, vendorId, { poolId: null });
      expect(cleared.details).toEqual({ ...detail.details, name: 'After' });
      expect(await port.reader.readInstance(owner, vendorId)).toEqual(cleared);
      const wrong = await failureOf(
        port.writer.changeDetails(owner, vendorId, { timeZone: 'Mars/Olympus', name: 'Lost' }),
      );
      expect(wrong).toMatchObject({ code: 'bad_input', wasDone: 'no', fields: { timeZone: 'unknown_value' } });
      expect(await port.reader.readInstance(owner, vendorId)).toEqual(cleared);
    });

    test('new credentials are checked first: when they are not taken, the old ones stay', async () => {
      const { owner, detail, vendorId } = await newInstance();
      const { fields } = harness.cases;
      const { returnUrl } = harness;
      await harness.pass(60_000);
      const change = (values: Record<string, string>) =>
        port.writer.changeCredentials(owner, vendorId, { values, returnUrl });
      const failure = await failureOf(change(fields.secrets('-bad')));
      expect(demandCheck(failure).check.response.statusCode).toBe(401);
      // The stored open values are shown, the secrets are not, whether sent now or stored before.
      expectNoSecret(failure, fields.secrets('-bad'));
      expect(await port.reader.readInstance(owner, vendorId)).toEqual(detail);

      const [openKey = ''] = Object.keys(fields.open);
      const changed = demandDone(await change({ [openKey]: 'other.example' }));
      expect(changed.fields.find(({ key }) => key === openKey)?.value).toBe('other.example');
      expect(changed.lastCheckedAt?.getTime()).toBeGreaterThan(detail.lastCheckedAt?.getTime() ?? 0);
      expect(changed.fields.filter(({ secret, hasValue }) => secret && hasValue)).toHaveLength(1);
    });

    test.each([true, false])(
      'removal waits for flows that are enabled (%s), whose steps move or go',
      async (isEnabled) => {
        const { owner, connectorId, vendorId, ...place } = await newInstance({ name: 'Used' });
        const other = demandDone(
          await create({ ...place, owner, connectorId }, { name: 'Other' }, valuesOf(harness.cases.fields)),
        ).record.vendorId;
        const flowIds = [
          await harness.useInFlow(owner, vendorId, isEnabled),
          await harness.useInFlow(owner, vendorId, isEnabled),
        ];
        const flows = await port.reader.listFlows(owner, vendorId);
        expect(flows.map(({ flowId }) => flowId)).toEqual(flowIds);
        expect(flows.map((flow) => [flow.isEnabled, flow.steps.length])).toEqual([
          [isEnabled, 1],
          [isEnabled, 1],
        ]);
        expect((await port.reader.readInstance(owner, vendorId))?.record.useCount).toBe(2);
        const runs = await port.reader.listRuns(owner, flowIds, 1);
        expect(runs).toMatchObject([{ state: 'failed', message: 'It failed' }]);
        expect(flowIds).toContain(runs[0]?.flowId);

        const removeInstance = (whose: VendorOwner, id: string) => harness.adapter.writer.removeInstance(whose, id);
        expect(await failureOf(removeInstance(owner, vendorId))).toMatchObject({ code: 'in_use', wasDone: 'no' });
        const [moved, gone] = flows.flatMap(({ flowId, steps }) => steps.map(({ stepId }) => ({ flowId, stepId })));
        if (!moved || !gone) throw new Error('The flows have no steps');
        const lost = await failureOf(port.writer.changeFlowStep(owner, moved, '999999999'));
        expect(lost).toMatchObject({ code: 'bad_input', wasDone: 'no', fields: { toInstanceId: 'unknown_value' } });
        await port.writer.changeFlowStep(owner, moved, other);
        await port.writer.changeFlowStep(owner, gone, null);
        expect(await port.reader.listFlows(owner, vendorId)).toEqual([]);
        expect((await port.reader.listFlows(owner, other)).map(({ flowId }) => flowId)).toEqual([moved.flowId]);
        await removeInstance(owner, vendorId);
        expect(await port.reader.readInstance(owner, vendorId)).toBeNull();

        const kept = await failureOf(port.writer.removeConnector(owner, connectorId));
        expect(kept).toMatchObject({ code: 'in_use', wasDone: 'no' });
        await port.writer.changeFlowStep(owner, moved, null);
        await removeInstance(owner, other);
        await port.writer.removeConnector(owner, connectorId);
        expect(await port.reader.listConnectors(owner)).toEqual([]);
      },
    );

    test('nothing of another owner is shown or changed', async () => {
      const { owner, connectorId, methodId, form, detail, vendorId } = await newInstance();
      const flowId = await harness.useInFlow(owner, vendorId, true);
      const [flow] = await port.reader.listFlows(owner, vendorId);
      const step = { flowId, stepId: flow?.steps[0]?.stepId ?? '' };
      const stranger = await harness.newOwner();
      expect(await port.reader.readInstance(stranger, vendorId)).toBeNull();
      expect(await port.reader.readForm(stranger, connectorId)).toBeNull();
      expect(await port.reader.listFlows(stranger, vendorId)).toEqual([]);
      expect(await port.reader.listRuns(stranger, [flowId], 10)).toEqual([]);
      const { returnUrl } = harness;
      const writes = await Promise.all(
        [
          port.writer.changeDetails(stranger, vendorId, { name: 'Mine' }),
          port.writer.changeCredentials(stranger, vendorId, { values: harness.cases.fields.open, returnUrl }),
          port.writer.changeFlowStep(stranger, step, null),
          port.writer.removeConnector(stranger, connectorId),
          port.writer.updateConnector(stranger, connectorId),
          harness.adapter.writer.removeInstance(stranger, vendorId),
          create({ owner: stranger, connectorId, methodId, form }, {}, valuesOf(harness.cases.fields)),
        ].map(failureOf),
      );
      expect(writes.map(({ code, wasDone }) => [code, wasDone])).toEqual([
        ...Array.from({ length: 6 }, () => ['gone', 'no']),
        ['bad_input', 'no'],
      ]);
      expect(await port.reader.readInstance(owner, vendorId)).toEqual({
        ...detail,
        record: { ...detail.record, useCount: 1 },
      });
      expect(await port.reader.listFlows(owner, vendorId)).toHaveLength(1);
    });

    test('an owner without a credential is told so, and nobody else’s is used', async () => {
      const nobody = { vendorAccountId: 'nobody-has-entered-a-key' };
      const ends = await Promise.all(
        [port.reader.listConnectors(nobody), port.writer.removeConnector(nobody, '1')].map(failureOf),
      );
      expect(ends.map(({ code, wasDone }) => [code, wasDone])).toEqual(ends.map(() => ['not_connected', 'no']));
    });

    test.each(['..', '.', '', 'a/../b', '1?x=y', '1#', '\u0000', '\ud800'])(
      'an id such as %j leads to nothing',
      async (id) => {
        const { owner, vendorId } = await newInstance();
        expect(await port.reader.readInstance(owner, id)).toBeNull();
        expect(await failureOf(harness.adapter.writer.removeInstance(owner, id))).toMatchObject({
          code: 'gone',
          wasDone: 'no',
        });
        expect(await port.reader.readInstance(owner, vendorId)).not.toBeNull();
      },
    );

    describeConsent(() => ({ harness, port }));
    describeConnectorTrouble(() => ({ harness, port }));
  });
}
