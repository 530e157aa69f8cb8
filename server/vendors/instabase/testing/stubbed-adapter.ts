import { onTestFinished } from 'vitest';
import { systemClock } from '#server/platform/clock.ts';
import type { VendorAdapter } from '../../adapter.ts';
import type { DeploymentPort } from '../../deployments.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { VendorError } from '../../vendor-error.ts';
import { createInstabaseAdapter, type InstabaseAdapterOptions } from '../adapter.ts';
import { otherOwner, owner } from '../fixtures/answers.ts';
import { createMemoryCredentials } from './memory-credentials.ts';
import { type SeenRequest, type StubAnswer, startStubServer } from './stub-server.ts';

export const operatorToken = 'canary-operator-token';
export const ownerToken = 'canary-owner-token';

/** An adapter that talks to a stub for the time of one test. `seen` is what the stub was asked. */
export async function startStubbedAdapter(
  answer: (request: SeenRequest) => StubAnswer,
  options: Partial<InstabaseAdapterOptions> = {},
): Promise<{ adapter: VendorAdapter; deployments: DeploymentPort; seen: SeenRequest[] }> {
  const stub = await startStubServer(answer);
  onTestFinished(() => stub.stop());
  const credentials = createMemoryCredentials();
  for (const { vendorAccountId } of [owner, otherOwner]) {
    const token = vendorAccountId === owner.vendorAccountId ? ownerToken : `${ownerToken}-of-${vendorAccountId}`;
    credentials.keep({ vendorAccountId, name: vendorAccountId, externalId: null }, token);
  }
  const adapter = createInstabaseAdapter({
    siteUrl: stub.siteUrl,
    operatorToken,
    credentials,
    findLinkedOwner: () => Promise.resolve(null),
    clock: systemClock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 7),
    debugUrlTemplate: null,
    reviewUrlTemplate: null,
    ...options,
  });
  if (adapter.deployments === null) throw new Error('The adapter has no deployments');
  return { adapter, deployments: adapter.deployments, seen: stub.seen };
}

/** The `VendorError` with which the call failed; any other end fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<VendorError> {
  const end: unknown = await call.then(
    () => 'no failure',
    (reason: unknown) => reason,
  );
  if (end instanceof VendorError) return end;
  throw new Error('Expected a VendorError', { cause: end });
}
