import { randomUUID } from 'node:crypto';
import { createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { startSandbox } from '#server/sandbox/start-sandbox.ts';
import { createTestDatabase } from '#server/testing/database.ts';
import {
  type AdapterHarness,
  askedPauseMs,
  type Trouble,
  type TroubleKind,
  troubleKinds,
} from '../../testing/adapter-harness.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { createInstabaseAdapter } from '../adapter.ts';
import { createMemoryCredentials, type MemoryCredentials } from './memory-credentials.ts';
import { createSandboxSite, type OpenedAccount, type SandboxSite } from './sandbox-site.ts';
import { startScriptedInstabase } from './scripted-instabase.ts';

const operatorToken = 'sandbox-instabase';
/** Short, because some tests wait for it; long enough for a busy machine. */
const timeoutMs = 2_500;

/** The harness with what only tests of this vendor need. */
export interface InstabaseHarness extends AdapterHarness {
  site: SandboxSite;
  /** Opens an account and links it, as an administrator would who enters username and token. */
  link(externalId: string, name?: string, spaces?: number): Promise<OpenedAccount>;
}

/**
 * The Instabase adapter with an imitation of its own, on a database of its own and a free port. It holds more solutions
 * than one page does.
 */
export async function createInstabaseSandboxHarness(): Promise<InstabaseHarness> {
  const database = await createTestDatabase();
  const clock = createAdjustableClock();
  const sandbox = await startSandbox({
    database: { url: database.url },
    clock,
    ports: { tray: 0, instabase: 0 },
    logger: createLogger('silent'),
  });
  const origin = sandbox.origins.instabase;
  if (origin === undefined) throw new Error('The imitation did not start');
  const pass = (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds);
    return Promise.resolve();
  };
  const site = createSandboxSite(origin, pass);
  await site.control('PUT', 'limits', { rate: null });
  await site.control('POST', 'seed', { instances: 230, accounts: 3 });
  const credentials = createMemoryCredentials();
  const accounts = new Map<string, OpenedAccount>();
  const link: InstabaseHarness['link'] = async (externalId, name = externalId, spaces) => {
    const account = await site.openAccount(externalId, spaces);
    accounts.set(account.username, account);
    credentials.keep({ vendorAccountId: account.username, name, externalId }, account.token);
    return account;
  };
  const adapter = createInstabaseAdapter({
    siteUrl: origin,
    operatorToken,
    credentials,
    findLinkedOwner: async ({ externalId, name }) => {
      const { username, prefixes } = await link(externalId, name);
      return { vendorAccountId: username, folderPrefixes: prefixes };
    },
    clock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 3),
    debugUrlTemplate: null,
    reviewUrlTemplate: null,
    timeoutMs,
  });
  return {
    adapter,
    site,
    link,
    traits: {
      renewsCredentials: false,
      rowsNameOwner: true,
      limitPauseMs: 1_000,
      removalMs: 10_000,
      troubles: troubleKinds,
    },
    wizardOrigin: null,
    newOwner: async () => ({ vendorAccountId: (await link(`contract-${randomUUID()}`)).username }),
    createInstance: async (owner, name) => {
      const account = accounts.get(owner.vendorAccountId);
      if (account === undefined) throw new Error('The owner is not one of this harness');
      const vendorId = await site.deployInactive(account, name);
      const detail = await adapter.reader.readInstance(owner, vendorId);
      if (detail === null) throw new Error('What was deployed is not there');
      return detail.record;
    },
    secrets: () => secretsOf(credentials),
    setTrouble: async (trouble) => {
      await site.control('PUT', 'faults', trouble === null ? [] : faultsFor(trouble));
    },
    script: startScriptedInstabase,
    // A solution has no values.
    fillValues: () => Promise.resolve(),
    pass,
    stop: async () => {
      await sandbox.close();
      await database.drop();
    },
  };
}

function secretsOf(credentials: MemoryCredentials): string[] {
  return [operatorToken, ...credentials.tokens()];
}

const faultNames: Record<TroubleKind, string> = {
  unavailable: '500',
  'rate-limited': 'rate-limit',
  'rate-limited-with-pause': '429',
  // The imitation's one plain refusal, with which Instabase answers what is at odds with the state of a solution.
  refused: 'too-early',
  unauthorized: '401',
  forbidden: '403',
  timeout: 'timeout',
  reset: 'reset',
  html: 'html',
  garbled: 'nulls',
  stale: 'stale-reads',
};

/** The trouble as the sandbox's own faults, for everything about solutions. */
function faultsFor({ kind, isOnce = false, isAfterWork = false }: Trouble): Record<string, unknown>[] {
  return ['GET', 'POST', 'PATCH', 'DELETE'].map((method) => ({
    match: `${method} /api/v2/solutions/deployed`,
    fault: faultNames[kind],
    ...(kind === 'rate-limited-with-pause' ? { retryAfter: askedPauseMs / 1000 } : {}),
    ...(isOnce ? { times: 1 } : {}),
    ...(isAfterWork ? { after: true } : {}),
  }));
}
