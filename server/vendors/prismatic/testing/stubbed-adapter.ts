import { generateKeyPairSync } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { systemClock } from '#server/platform/clock.ts';
import type { VendorAdapter } from '../../adapter.ts';
import type { DeployablePort } from '../../deployables.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { VendorError } from '../../vendor-error.ts';
import { createPrismaticAdapter, type PrismaticAdapterOptions } from '../adapter.ts';
import { organisation, owner } from '../fixtures/answers.ts';
import { readMessagePack } from './message-pack.ts';
import { type SeenRequest, type StubAnswer, type StubServer, startStubServer } from './stub-server.ts';

export const operatorToken = 'canary-operator-token';

/** Both halves of a key as the operator would have made it. */
export const keyPair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** What a stub says when a token is made: who the customer is, and that the token is taken. */
export function answerSigning(request: SeenRequest): StubAnswer | null {
  if (request.operation === '/embedded/authenticate') return { text: '' };
  if (request.operation !== 'Customer') return null;
  return { json: { data: { customer: { id: request.variables['id'], name: 'Northwind', externalId: 'northwind' } } } };
}

export function createStubbedAdapter(baseUrl: string, options: Partial<PrismaticAdapterOptions> = {}): VendorAdapter {
  return createPrismaticAdapter({
    baseUrl,
    operator: { token: operatorToken },
    signing: { organisation, privateKey: keyPair.privateKey },
    clock: systemClock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 7),
    readMessagePack,
    debugUrlTemplate: null,
    ...options,
  });
}

export interface StubbedAdapter {
  adapter: VendorAdapter;
  port: DeployablePort;
  stub: StubServer;
  /** What was asked, besides what making a token takes. */
  asked: () => SeenRequest[];
}

/** An adapter that talks to a stub for the time of one test. */
export async function startStubbedAdapter(
  answer: (request: SeenRequest) => StubAnswer,
  options: Partial<PrismaticAdapterOptions> = {},
): Promise<StubbedAdapter> {
  const stub = await startStubServer((request) => answerSigning(request) ?? answer(request));
  onTestFinished(() => stub.stop());
  const adapter = createStubbedAdapter(stub.baseUrl, options);
  if (adapter.deployables === null) throw new Error('The adapter has lost a port');
  return {
    adapter,
    port: adapter.deployables,
    stub,
    asked: () => stub.seen.filter(({ operation }) => !['/embedded/authenticate', 'Customer'].includes(operation)),
  };
}

/** An administrator's view of the owner. */
export const ownerByOperator = { ...owner, credential: 'operator' } as const;

/** The `VendorError` with which the call failed; any other end fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<VendorError> {
  const end: unknown = await call.then(
    () => 'no failure',
    (reason: unknown) => reason,
  );
  if (end instanceof VendorError) return end;
  throw new Error('Expected a VendorError', { cause: end });
}
