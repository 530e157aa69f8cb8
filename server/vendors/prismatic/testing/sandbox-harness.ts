import { randomUUID } from 'node:crypto';
import { createAdjustableClock } from '#server/platform/clock.ts';
import { sendJson } from '#server/platform/http/send-json.ts';
import { createLogger } from '#server/platform/logger.ts';
import { startPrismatic } from '#server/sandbox/prismatic/prismatic-sandbox.ts';
import { createTestDatabase } from '#server/testing/database.ts';
import { z } from 'zod';
import type { VendorOwner } from '../../adapter.ts';
import type { DeployablePort, GivenValue } from '../../deployables.ts';
import type { FormField } from '#contract/instance-form.ts';
import {
  type AdapterHarness,
  askedPauseMs,
  type Trouble,
  type TroubleKind,
  troubleKinds,
} from '../../testing/adapter-harness.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { createPrismaticAdapter } from '../adapter.ts';
import { readMessagePack } from './message-pack.ts';
import { startScriptedPrismatic } from './scripted-prismatic.ts';
import { keyPair } from './stubbed-adapter.ts';

const sandboxToken = 'sandbox-prismatic';

/** The integration that asks for a connection and for values of every kind. */
const askingTitle = 'Inventory sync';

/** Short, because some tests wait for it; long enough for a page of a hundred rows on a busy machine. */
const timeoutMs = 6_000;

/** What the contract suite needs, and the vendor's own port besides. */
export interface PrismaticHarness extends AdapterHarness {
  port: DeployablePort;
  origin: string;
  organisation: string;
  control(method: 'PUT' | 'POST', name: string, body: unknown): Promise<unknown>;
}

/**
 * The adapter with a sandbox of its own, on a database of its own and a free port. It holds more instances than one page
 * does.
 */
export async function createPrismaticSandboxHarness(): Promise<PrismaticHarness> {
  const database = await createTestDatabase();
  const clock = createAdjustableClock();
  const sandbox = await startPrismatic({
    database,
    clock,
    advanceClock: (milliseconds) => Promise.resolve(clock.advance(milliseconds)),
    port: 0,
    logger: createLogger('silent'),
  });
  const { origin } = sandbox;
  const control: PrismaticHarness['control'] = (method, name, body) => order(origin, method, name, body);
  await control('PUT', 'limits', { rate: null });
  await control('POST', 'seed', { instances: 230, accounts: 3 });
  const registered = await control('PUT', 'signing-key', { publicKey: keyPair.publicKey });
  const { organization: organisation } = z.object({ organization: z.string() }).parse(registered);
  const adapter = createPrismaticAdapter({
    baseUrl: origin,
    operator: { token: sandboxToken },
    signing: { organisation, privateKey: keyPair.privateKey },
    clock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 3),
    readMessagePack,
    debugUrlTemplate: null,
    timeoutMs,
  });
  const port = adapter.deployables;
  if (port === null) throw new Error('The adapter has lost a port');
  const templates = await adapter.reader.listTemplates();
  const templateId = templates.find(({ title }) => title === askingTitle)?.templateId ?? '';
  return {
    adapter,
    port,
    origin,
    organisation,
    control,
    wizardOrigin: null,
    // Signed tokens are told apart from all else by their beginning.
    secrets: () => [sandboxToken, 'eyJ', ...keyPair.privateKey.split('\n').slice(1, -2)],
    traits: {
      renewsCredentials: true,
      rowsNameOwner: true,
      limitPauseMs: null,
      removalMs: 0,
      // This imitation answers reads from what stands.
      troubles: troubleKinds.filter((kind) => kind !== 'stale'),
    },
    setTrouble: async (trouble) => {
      await control('PUT', 'faults', trouble === null ? [] : faultsFor(trouble));
    },
    script: startScriptedPrismatic,
    newOwner: () =>
      adapter.writer.findOrCreateOwner({ externalId: `contract-${randomUUID()}`, name: 'Contract suite' }),
    createInstance: (owner, name) => adapter.writer.createInstance(owner, { templateId, name }),
    fillValues: (owner, vendorId) => fill(port, owner, vendorId),
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

const faultNames: Record<Exclude<TroubleKind, 'stale'>, string> = {
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
};

/** The trouble as the sandbox's own faults, for every root field that reads or changes instances or templates. */
function faultsFor({ kind, isOnce = false, isAfterWork = false }: Trouble): Record<string, unknown>[] {
  if (kind === 'stale') throw new Error('This imitation has no old reads');
  const reads = ['instances', 'instance', 'integrations'];
  return [...reads, 'createInstance', 'updateInstance', 'deployInstance', 'deleteInstance'].map((match) => ({
    match,
    fault: faultNames[kind],
    ...(kind === 'rate-limited-with-pause' ? { retryAfter: askedPauseMs / 1000 } : {}),
    ...(isOnce ? { times: 1 } : {}),
    ...(isAfterWork ? { after: true } : {}),
  }));
}

/** What a person does who fills in every field of the form. */
async function fill({ reader, writer }: DeployablePort, owner: VendorOwner, vendorId: string): Promise<void> {
  const detail = await reader.readInstance(owner, vendorId);
  const form = detail === null ? null : await reader.readForm(owner, detail.versionId);
  if (form === null) throw new Error('There is no such instance to fill');
  const values: GivenValue[] = [
    ...form.fields
      .filter(({ defaultValue }) => defaultValue === null)
      .map(({ key, ...field }) => ({ key, value: sample(field) })),
    ...form.connections.map(({ key, inputs }) => ({
      key,
      inputs: inputs.map(({ name }) => ({ name, value: `filled ${name}` })),
    })),
  ];
  await writer.setValues(owner, vendorId, values);
}

function sample({ kind, choices }: Omit<FormField, 'key'>): string {
  if (kind === 'choice') return choices[0] ?? '';
  return kind === 'date' ? '2026-01-31' : 'filled';
}

/** One order to the sandbox itself. */
async function order(origin: string, method: 'PUT' | 'POST', name: string, body: unknown): Promise<unknown> {
  const outcome = await sendJson({ url: `${origin}/_sandbox/${name}`, method, body });
  if (outcome.ok && outcome.status <= 299) return outcome.json;
  throw new Error(`The sandbox refused ${name}: ${outcome.status}`);
}
