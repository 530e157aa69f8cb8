import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Capabilities } from '#contract/capabilities.ts';
import type { AuthDialogPurpose, InstanceRecord, VendorAdapter, VendorOwner } from './adapter.ts';
import type { AdapterHarness } from './testing/adapter-harness.ts';
import { collectInstances } from './testing/collect-instances.ts';
import { describeLists } from './testing/list-suite.ts';
import { describeTrouble } from './testing/trouble-suite.ts';
import { VendorError } from './vendor-error.ts';

/**
 * The behaviour that every adapter has in common, as a vitest suite. What the vendor cannot do, by `capabilities`, is
 * skipped. Where instances have values, the harness’s must ask for at least one; where one credential reads everybody's,
 * there must be more instances than one page holds. Each test makes an owner of its own; none may run beside another, because trouble meets all.
 */
export function describeAdapter(
  name: string,
  capabilities: Capabilities,
  createHarness: () => Promise<AdapterHarness>,
): void {
  describe(`${name} adapter`, () => {
    let harness: AdapterHarness;
    let adapter: VendorAdapter;

    beforeAll(async () => {
      harness = await createHarness();
      adapter = harness.adapter;
      return () => harness.stop();
    }, 60_000);

    const newOwner = (): Promise<VendorOwner> => harness.newOwner();

    const newInstance = async (instanceName: string): Promise<{ owner: VendorOwner; record: InstanceRecord }> => {
      const owner = await newOwner();
      return { owner, record: await harness.createInstance(owner, instanceName) };
    };

    /** Instances have values that must be there before one is enabled. */
    const asksForValues = capabilities.values || capabilities.wizard;

    const readsEverybody = () => adapter.everybodyReads === 'operator';

    test('declares what the suite was told it can do', () => {
      expect(adapter.capabilities).toEqual(capabilities);
    });

    test('what the vendor cannot do is refused as such, and nothing is done', async () => {
      const { owner, record } = await newInstance('Out of reach');
      const { vendorId } = record;
      const { writer } = adapter;
      const purpose: AuthDialogPurpose = { use: 'slot', vendorId, externalId: 'slot' };
      const attempts: [boolean, () => Promise<unknown>][] = [
        [capabilities.activate, () => writer.createInstance(owner, { templateId: record.templateId, name: 'Second' })],
        [capabilities.values, () => writer.updateValues(owner, vendorId, { configValues: [], authValues: [] })],
        [capabilities.rename, () => writer.renameInstance(owner, vendorId, 'After')],
        [capabilities.enable, () => writer.enableInstance(owner, vendorId)],
        [capabilities.disable, () => writer.disableInstance(owner, vendorId)],
        [capabilities.upgrade, () => writer.upgradeInstance(owner, vendorId)],
        [capabilities.remove, () => writer.removeInstance(owner, vendorId)],
        [capabilities.wizard, () => writer.openWizard(owner, vendorId)],
        [capabilities.authDialog, () => writer.openAuthDialog(owner, purpose)],
        [readsEverybody(), () => adapter.reader.listAllInstances(null)],
      ];
      const ends = await Promise.all(
        attempts.filter(([isPossible]) => !isPossible).map(([, attempt]) => attempt().catch((error: unknown) => error)),
      );
      expect(ends).toEqual(ends.map(() => expect.objectContaining({ code: 'unsupported', wasDone: 'no' })));
      expect(await collectInstances(adapter.reader, owner)).toEqual([record]);
      expect(adapter.connectors !== null).toBe(capabilities.connectors);
      expect(adapter.deployables !== null).toBe(capabilities.deployables);
      expect(adapter.deployments !== null).toBe(capabilities.deployments);
    });

    test.skipIf(!capabilities.activate)('lists the catalogue, with an id and a title for every template', async () => {
      const templates = await adapter.reader.listTemplates();
      expect(templates.length).toBeGreaterThan(0);
      expect(new Set(templates.map((template) => template.templateId)).size).toBe(templates.length);
      expect(templates.filter((template) => template.templateId === '' || template.title === '')).toEqual([]);
    });

    test('makes an owner once and then finds it', async () => {
      const account = { externalId: `contract-${randomUUID()}`, name: 'Contract suite "quoted" {name}' };
      const made = await adapter.writer.findOrCreateOwner(account);
      const found = await adapter.writer.findOrCreateOwner(account);
      const owners = await adapter.reader.listOwners();

      expect(found).toEqual(made);
      expect(
        (await adapter.writer.findOrCreateOwner({ ...account, externalId: `contract-${randomUUID()}` }))
          .vendorAccountId,
      ).not.toBe(made.vendorAccountId);
      expect(owners.filter((owner) => owner.externalId === account.externalId)).toEqual([
        { vendorAccountId: made.vendorAccountId, name: account.name, externalId: account.externalId },
      ]);
      expect(await collectInstances(adapter.reader, made)).toEqual([]);
    });

    test('takes an owner that is there for a link, and nothing that is wrong', async () => {
      const { ownerLinks } = adapter;
      const { vendorAccountId } = await newOwner();
      await expect(ownerLinks.check({ vendorAccountId, credential: null })).resolves.toBeUndefined();
      const credential = `wrong-${randomUUID()}`;
      const wrong = ownerLinks.fields.includes('credential')
        ? ownerLinks.check({ vendorAccountId, credential })
        : ownerLinks.check({ vendorAccountId: randomUUID(), credential: null });
      const refusal: unknown = await wrong.catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(VendorError);
      expect(refusal).toMatchObject({ code: expect.stringMatching(/^(gone|vendor_unauthorized)$/), wasDone: 'no' });
      expect(JSON.stringify([String(refusal), refusal])).not.toContain(credential);
    });

    test('creates an instance that is not enabled and the same wherever it is read', async () => {
      const instanceName = 'Ünïcode "quotes" {braces} \\ <b>\u200b\ud83d\ude80';
      const { owner, record } = await newInstance(instanceName);

      const { vendorAccountId } = owner;
      // Where several versions have one name, the version stands behind it.
      expect(record).toMatchObject({ name: expect.stringContaining(instanceName), enabled: false, vendorAccountId });
      expect(record.required).toBe(asksForValues ? 'missing' : 'nothing');
      expect(record.useCount === null).toBe(capabilities.enable);
      expect(await collectInstances(adapter.reader, owner)).toEqual([record]);
      expect((await adapter.reader.readInstance(owner, record.vendorId))?.record).toEqual(record);
      const everybodys = readsEverybody() ? await collectInstances(adapter.reader, null) : [record];
      expect(everybodys).toContainEqual(record);
    });

    test('pages through more instances than one page holds without losing or repeating any', async (context) => {
      context.skip(!readsEverybody(), 'each owner is read alone');
      const records = await collectInstances(adapter.reader, null);
      const { totalCount, next } = await adapter.reader.listAllInstances(null);
      expect(next).not.toBeNull();
      expect(new Set(records.map((record) => record.vendorId)).size).toBe(records.length);
      expect(totalCount === null || totalCount === records.length).toBe(true);
    });

    test.skipIf(!capabilities.rename)('renames', async () => {
      const { owner, record } = await newInstance('Before');
      expect(await adapter.writer.renameInstance(owner, record.vendorId, 'After')).toEqual({
        ...record,
        name: 'After',
      });
      expect((await adapter.reader.readInstance(owner, record.vendorId))?.record.name).toBe('After');
    });

    test.skipIf(!capabilities.enable || !asksForValues)(
      'refuses to enable while values are missing, and says that nothing was done',
      async () => {
        const { owner, record } = await newInstance('Missing values');
        await harness.pass(adapter.enableDelayMs);

        const refusal = await adapter.writer.enableInstance(owner, record.vendorId).catch((error: unknown) => error);

        expect(refusal).toBeInstanceOf(VendorError);
        expect(refusal).toMatchObject({ wasDone: 'no', code: expect.stringMatching(/^(refused|missing_values)$/) });
        expect((await adapter.reader.readInstance(owner, record.vendorId))?.record).toEqual(record);
      },
    );

    test.skipIf(!capabilities.enable || !capabilities.disable)(
      'enables with all values there, and disables',
      async () => {
        const { owner, record } = await newInstance('Complete');
        await harness.fillValues(owner, record.vendorId);
        await harness.pass(adapter.enableDelayMs);
        const filled = await adapter.reader.readInstance(owner, record.vendorId);

        expect(filled?.record).toMatchObject({ enabled: false, required: asksForValues ? 'complete' : 'nothing' });
        expect(filled?.record.fingerprint !== record.fingerprint).toBe(asksForValues);
        expect(filled?.authSlots.filter((slot) => slot.authentication === null)).toEqual([]);
        expect(await adapter.writer.enableInstance(owner, record.vendorId)).toMatchObject({ enabled: true });
        expect((await adapter.reader.readInstance(owner, record.vendorId))?.record.enabled).toBe(true);
        expect(await adapter.writer.disableInstance(owner, record.vendorId)).toMatchObject({ enabled: false });
        const disabled = (await adapter.reader.readInstance(owner, record.vendorId))?.record;
        // Where enabling deploys, that stays.
        expect({ ...disabled, deployment: null }).toEqual({ ...filled?.record, deployment: null });
      },
    );

    test.skipIf(!capabilities.upgrade)('upgrades a current instance without changing it', async () => {
      const { owner, record } = await newInstance('Current');
      expect(await adapter.writer.upgradeInstance(owner, record.vendorId)).toEqual(record);
    });

    test.skipIf(!capabilities.remove)('removes, and then there is nothing to read', async () => {
      const { owner, record } = await newInstance('Short-lived');
      await adapter.writer.removeInstance(owner, record.vendorId);
      await harness.pass(harness.traits.removalMs);
      expect(await adapter.reader.readInstance(owner, record.vendorId)).toBeNull();
      expect(await collectInstances(adapter.reader, owner)).toEqual([]);
    });

    test('shows and changes nothing of another owner', async () => {
      const { owner, record } = await newInstance('Private');
      const stranger = await newOwner();
      const { writer } = adapter;
      const change = await (
        capabilities.disable
          ? writer.disableInstance(stranger, record.vendorId)
          : writer.removeInstance(stranger, record.vendorId)
      ).catch((error: unknown) => error);

      expect(await adapter.reader.readInstance(stranger, record.vendorId)).toBeNull();
      expect(await collectInstances(adapter.reader, stranger)).toEqual([]);
      expect(change).toBeInstanceOf(VendorError);
      expect((await adapter.reader.readInstance(owner, record.vendorId))?.record).toEqual(record);
    });

    test.skipIf(!capabilities.wizard)(
      'opens the wizard on its configured origin, with a new address each time',
      async () => {
        const { owner, record } = await newInstance('Wizard');
        const first = await adapter.writer.openWizard(owner, record.vendorId);
        const second = await adapter.writer.openWizard(owner, record.vendorId);

        expect(first.origin).toBe(harness.wizardOrigin);
        expect(new URL(first.url).origin).toBe(harness.wizardOrigin);
        expect(new URL(first.url).pathname).toContain(record.vendorId);
        expect(second.url).not.toBe(first.url);
      },
    );

    test.skipIf(!capabilities.authDialog)(
      'opens the dialog about one connection on the wizard’s origin, with a new address each time',
      async () => {
        const { owner, record } = await newInstance('Dialog');
        await harness.fillValues(owner, record.vendorId);
        const detail = await adapter.reader.readInstance(owner, record.vendorId);
        const [authentication] = await adapter.reader.listAuthentications(owner);
        const [slot] = detail?.authSlots ?? [];
        if (!slot || !authentication) throw new Error('The first template has no auth slot');
        const { serviceId, serviceEnvironmentId } = authentication;
        if (serviceId === null || serviceEnvironmentId === null) throw new Error('The service is not told');
        const purposes: AuthDialogPurpose[] = [
          { use: 'slot', vendorId: record.vendorId, externalId: slot.externalId },
          { use: 'edit', authenticationId: authentication.id },
          { use: 'another', serviceId, serviceEnvironmentId, scopes: [] },
        ];
        const opened = await Promise.all(
          [...purposes, ...purposes].map((purpose) => adapter.writer.openAuthDialog(owner, purpose)),
        );

        expect(new Set(opened.flatMap(({ origin, url }) => [origin, new URL(url).origin]))).toEqual(
          new Set([harness.wizardOrigin]),
        );
        expect(new Set(opened.map(({ url }) => url)).size).toBe(opened.length);
        expect(opened[0]?.url).toContain(record.vendorId);
        expect(opened[1]?.url).toContain(authentication.id);
      },
    );

    test
      .skipIf(!capabilities.wizard)
      .each(['../../elsewhere', 'a/b', 'a?b=c#d', '//evil.example', 'a b', '%2e%2e', ''])(
      'an id such as %j never leads the wizard’s address elsewhere',
      async (vendorId) => {
        const owner = await newOwner();
        const refuse = (error: unknown) => {
          expect(error).toBeInstanceOf(VendorError);
          return null;
        };
        const opened = await adapter.writer.openWizard(owner, vendorId).catch(refuse);
        if (opened === null) return;
        const { url } = opened;
        expect(new URL(url).origin).toBe(harness.wizardOrigin);
        expect(new URL(url).pathname).toContain(encodeURIComponent(vendorId));
        expect(vendorId).not.toBe('');
      },
    );

    describeTrouble(capabilities, () => harness);
    describeLists(() => harness);
  });
}
