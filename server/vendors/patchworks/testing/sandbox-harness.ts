import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { startPatchworksBed } from '#server/sandbox/patchworks/testing/patchworks-bed.ts';
import { actAtPatchworks } from '#server/sandbox/patchworks/testing/patchworks-owner.ts';
import { askedPauseMs, type Trouble, type TroubleKind } from '../../testing/adapter-harness.ts';
import type { ConnectorHarness } from '../../testing/connector-harness.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { createPatchworksAdapter } from '../adapter.ts';
import { createMemoryCredentials } from './memory-credentials.ts';
import { startScriptedPatchworks } from './scripted-patchworks.ts';
import { demandConnectors } from './stubbed-adapter.ts';

const companySchema = z.object({ api_key: z.string() });

/** Short, because some tests wait for it; longer than the imitation waits for a third party. */
const timeoutMs = 2_500;

/** The Patchworks adapter with an imitation of its own, in either of the two shapes of its answers. */
export async function createPatchworksSandboxHarness(shape: 'flat' | 'attributes'): Promise<ConnectorHarness> {
  const bed = await startPatchworksBed();
  await bed.control('PUT', '/shape', { items: shape });
  const credentials = createMemoryCredentials();
  // Where the imitation says that its pages are: consent addresses are taken on the API's own origin only.
  const origin = bed.origin.replace('127.0.0.1', 'localhost');
  const adapter = createPatchworksAdapter({
    apiUrl: origin,
    credentials,
    introduce: async ({ externalId, name }) => {
      const company = companySchema.parse(await bed.control('PUT', `/accounts/${externalId}`, { name }));
      credentials.add({ externalId, name, key: company.api_key });
      return { vendorAccountId: externalId };
    },
    clock: bed.clock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 3),
    flowUrlTemplate: 'https://app.example/{owner}/flows/{flowId}',
    debugUrlTemplate: null,
    timeoutMs,
  });
  const { reader, writer } = demandConnectors(adapter.connectors);
  const newOwner = () =>
    adapter.writer.findOrCreateOwner({ externalId: `contract-${randomUUID()}`, name: 'Contract suite' });
  const install: ConnectorHarness['install'] = async (owner, name) => {
    const installed = (await reader.listConnectors(owner)).find((one) => one.name === name);
    if (installed) return installed;
    const entry = (await reader.listMarketplace(owner)).find((one) => one.name === name);
    if (!entry) throw new Error(`The marketplace has no ${name}`);
    return writer.installConnector(owner, entry.entryId);
  };

  return {
    adapter,
    traits: {
      renewsCredentials: false,
      rowsNameOwner: false,
      limitPauseMs: 1_000,
      removalMs: 0,
      // Trouble looks the same in either shape, and takes its time.
      troubles:
        shape === 'attributes'
          ? []
          : [
              'unavailable',
              'rate-limited',
              'rate-limited-with-pause',
              'unauthorized',
              'forbidden',
              'timeout',
              'reset',
              'html',
            ],
    },
    newOwner,
    createInstance: async (owner, name) => {
      const { connectorId } = await install(owner, 'Exchange Rates');
      const form = await reader.readForm(owner, connectorId);
      const methodId = form?.methods[0]?.id ?? '';
      const details = { ...form?.defaults, name, timeZone: 'UTC', dateFormat: 'c', poolId: null };
      const saved = await writer.createInstance(owner, {
        connectorId,
        methodId,
        details: { ...details, rateLimitAmount: 10, rateLimitUnit: 'day' },
        values: {},
        returnUrl,
      });
      if (saved.state !== 'done') throw new Error('The instance is not there');
      return saved.detail.record;
    },
    wizardOrigin: null,
    secrets: () => credentials.keys(),
    fillValues: () => Promise.reject(new Error('Instances of connectors are made complete')),
    pass: (milliseconds) => {
      bed.clock.advance(milliseconds);
      return Promise.resolve();
    },
    setTrouble: async (trouble) =>
      void (await bed.control('PUT', '/faults', trouble === null ? [] : faultsFor(trouble))),
    script: startScriptedPatchworks,
    stop: () => bed.stop(),
    install,
    cases: {
      fields: {
        connector: 'Shopify',
        method: 'Access token',
        open: { store_domain: 'canary-store.example' },
        secrets: (ending) => ({ access_token: `canary "sëcret"/${ending}` }),
      },
      pair: {
        connector: 'Adobe Commerce',
        method: 'Basic',
        open: { username: 'canary-user' },
        secrets: (ending) => ({ password: `canary:pass+word${ending}` }),
      },
      none: { connector: 'Exchange Rates', method: 'No authentication' },
      consent: { connector: 'Xero', method: 'Sign in with Xero' },
    },
    returnUrl,
    createPool: async (owner, name) => String(await (await actor(owner)).createPool(name, 4)),
    useInFlow: async (owner, vendorId, isEnabled) => {
      const runs = [{ outcome: 'failure', minutes_ago: 5, message: 'It failed' } as const];
      const { id } = await (await actor(owner)).createFlow('A flow', [Number(vendorId)], { isEnabled, runs });
      return String(id);
    },
    agree: (url, answer) => answerConsent(url, answer),
  };

  function actor({ vendorAccountId }: { vendorAccountId: string }) {
    return actAtPatchworks(bed.origin, vendorAccountId);
  }
}

const returnUrl = 'http://localhost:4100/return';

/** What a person does on the third party's page; answers what the browser brings back. */
async function answerConsent(url: string, { account, allow }: { account: string; allow: boolean }) {
  const address = new URL(url);
  const state = address.searchParams.get('state') ?? '';
  const sent = await fetch(address, {
    method: 'POST',
    body: new URLSearchParams({ state, account, answer: allow ? 'allow' : 'deny' }),
    redirect: 'manual',
  });
  const back = new URL(sent.headers.get('location') ?? '');
  return { code: back.searchParams.get('code'), vendorState: back.searchParams.get('state') ?? '' };
}

const faultNames: Partial<Record<TroubleKind, string>> = {
  unavailable: '500',
  'rate-limited': 'rate-limit',
  'rate-limited-with-pause': '429',
  unauthorized: '401',
  forbidden: '403',
  timeout: 'timeout',
  reset: 'reset',
  html: 'html',
};

/** The trouble as the imitation's own faults, for every call of the Core API. */
function faultsFor({ kind, isOnce = false, isAfterWork = false }: Trouble): Record<string, unknown>[] {
  return ['GET', 'POST', 'PATCH', 'DELETE'].map((method) => ({
    match: `${method} /api/v1/`,
    fault: faultNames[kind],
    ...(kind === 'rate-limited-with-pause' ? { retryAfter: askedPauseMs / 1000 } : {}),
    ...(isOnce ? { times: 1 } : {}),
    ...(isAfterWork ? { after: true } : {}),
  }));
}
