import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createAdjustableClock } from '#server/platform/clock.ts';
import { sendJson } from '#server/platform/http/send-json.ts';
import { createLogger } from '#server/platform/logger.ts';

import { startSandbox } from '#server/sandbox/start-sandbox.ts';
import { createTestDatabase } from '#server/testing/database.ts';
import type { VendorOwner } from '../../adapter.ts';
import type { TokenStore } from '../../token-store.ts';
import {
  type AdapterHarness,
  askedPauseMs,
  type Trouble,
  type TroubleKind,
  troubleKinds,
} from '../../testing/adapter-harness.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { createTrayAdapter } from '../adapter.ts';
import { createMemoryTokenStore } from './memory-token-store.ts';
import { startScriptedTray } from './scripted-tray.ts';

const sandboxMasterToken = 'sandbox-master';

const authorized = z.object({ data: z.object({ authorize: z.object({ accessToken: z.string() }) }) });
const authenticated = z.object({
  data: z.object({ createUserAuthentication: z.object({ authenticationId: z.string() }) }),
});
const updated = z.object({ data: z.object({ updateSolutionInstance: z.looseObject({}) }) });

/**
 * The Tray adapter with a Tray sandbox of its own, on a database of its own and a free port. It holds more
 * instances than one page does.
 */
export async function createTraySandboxHarness(): Promise<AdapterHarness> {
  const database = await createTestDatabase();
  const clock = createAdjustableClock();
  const sandbox = await startSandbox({
    database: { url: database.url },
    clock,
    ports: { tray: 0 },
    logger: createLogger('silent'),
  });
  const origin = sandbox.origins.tray;
  await control(origin, 'PUT', 'limits', { rate: null });
  await control(origin, 'POST', 'seed', { instances: 230, accounts: 3 });
  const apiUrl = `${origin}/graphql`;
  const secrets = new Set([sandboxMasterToken]);
  const adapter = createTrayAdapter({
    apiUrl,
    appUrl: origin,
    partner: 'jackfield',
    masterToken: sandboxMasterToken,
    tokens: rememberTokens(createMemoryTokenStore(), secrets),
    clock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 3),
    debugUrlTemplate: null,
    timeoutMs,
  });
  return {
    adapter,
    traits: { renewsCredentials: true, rowsNameOwner: true, limitPauseMs: null, removalMs: 0, troubles: troubleKinds },
    newOwner: () =>
      adapter.writer.findOrCreateOwner({ externalId: `contract-${randomUUID()}`, name: 'Contract suite' }),
    createInstance: async (owner, name) => {
      const [template] = await adapter.reader.listTemplates();
      if (template === undefined) throw new Error('The vendor has no template');
      return adapter.writer.createInstance(owner, { templateId: template.templateId, name });
    },
    wizardOrigin: origin,
    secrets: () => [...secrets],
    setTrouble: (trouble) => control(origin, 'PUT', 'faults', trouble === null ? [] : faultsFor(trouble)),
    script: startScriptedTray,
    fillValues: async (owner, vendorId) => {
      const detail = await adapter.reader.readInstance(owner, vendorId);
      if (detail === null) throw new Error('There is no such instance to fill');
      await fillSlots(apiUrl, owner, vendorId, {
        auth: detail.authSlots.map((slot) => slot.externalId),
        config: detail.configSlots.map((slot) => slot.externalId),
      });
    },
    pass: (milliseconds) => {
      clock.advance(milliseconds);
      return Promise.resolve();
    },
    stop: async () => {
      await sandbox.close();
      await database.drop();
    },
  };
}

/** Short, because some tests wait for it; long enough for a busy machine. */
const timeoutMs = 2_500;

/** Every token that passes is remembered. */
function rememberTokens(store: TokenStore, secrets: Set<string>): TokenStore {
  return {
    withToken: async (vendorAccountId, make) => {
      const token = await store.withToken(vendorAccountId, make);
      secrets.add(token);
      return token;
    },
    forget: (vendorAccountId, token) => store.forget(vendorAccountId, token),
  };
}

const faultNames: Record<TroubleKind, string> = {
  unavailable: '500',
  'rate-limited': 'rate-limit',
  'rate-limited-with-pause': '429',
  refused: 'graphql-errors',
  unauthorized: '401',
  forbidden: '403',
  timeout: 'timeout',
  reset: 'reset',
  html: 'html',
  garbled: 'nulls',
  stale: 'stale-reads',
};

/** The trouble as the sandbox's own faults, for every root field that reads or changes instances or templates. */
function faultsFor({ kind, isOnce = false, isAfterWork = false }: Trouble): Record<string, unknown>[] {
  const matches = ['solutionInstances', 'solutions', 'createSolutionInstance', 'updateSolutionInstance'];
  return [...matches, 'upgradeSolutionInstance', 'removeSolutionInstance'].map((match) => ({
    match,
    fault: faultNames[kind],
    ...(kind === 'rate-limited-with-pause' ? { retryAfter: askedPauseMs / 1000 } : {}),
    ...(isOnce ? { times: 1 } : {}),
    ...(isAfterWork ? { after: true } : {}),
  }));
}

/** What a server does that imports its customer's credentials and settings: one authentication, then all slots at once. */
async function fillSlots(
  apiUrl: string,
  owner: VendorOwner,
  vendorId: string,
  slots: { auth: string[]; config: string[] },
): Promise<void> {
  const token = authorized.parse(
    await ask(
      apiUrl,
      sandboxMasterToken,
      'mutation ($input: AuthorizeInput!) { authorize(input: $input) { accessToken } }',
      { userId: owner.vendorAccountId },
    ),
  ).data.authorize.accessToken;
  const authId = authenticated.parse(
    await ask(
      apiUrl,
      token,
      'mutation ($input: CreateUserAuthenticationInput!) { createUserAuthentication(input: $input) { authenticationId } }',
      { name: 'Contract', serviceId: 'slack', serviceEnvironmentId: 'slack', data: '{}' },
    ),
  ).data.createUserAuthentication.authenticationId;
  updated.parse(
    await ask(
      apiUrl,
      token,
      'mutation ($input: UpdateSolutionInstanceInput!) { updateSolutionInstance(input: $input) { clientMutationId } }',
      {
        solutionInstanceId: vendorId,
        authValues: slots.auth.map((externalId) => ({ externalId, authId })),
        configValues: slots.config.map((externalId) => ({ externalId, value: '"filled"' })),
      },
    ),
  );
}

/** One order to the sandbox itself. */
async function control(origin: string, method: 'PUT' | 'POST', name: string, body: unknown): Promise<void> {
  const outcome = await sendJson({ url: `${origin}/_sandbox/${name}`, method, body });
  if (outcome.status === null || outcome.status > 299)
    throw new Error(`The sandbox refused ${name}: ${outcome.status}`);
}

async function ask(apiUrl: string, token: string, query: string, input: Record<string, unknown>): Promise<unknown> {
  const outcome = await sendJson({
    url: apiUrl,
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: { query, variables: { input } },
  });
  return outcome.ok ? outcome.json : outcome.failure;
}
