import { onTestFinished } from 'vitest';
import { systemClock } from '#server/platform/clock.ts';
import type { VendorOwner } from '../../adapter.ts';
import type { ConnectorPort } from '../../connectors.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { VendorError } from '../../vendor-error.ts';
import { createPatchworksAdapter, type PatchworksAdapterOptions } from '../adapter.ts';
import { createMemoryCredentials } from './memory-credentials.ts';
import { type SeenRequest, type StubAnswer, startStubApi } from './stub-api.ts';

export const companyKey = 'canary-key-of-a-company';
export const owner: VendorOwner = { vendorAccountId: 'a-company' };

/** An adapter that talks to a stub for the time of one test. `seen` is what the stub was asked. */
export async function startStubbedAdapter(
  answer: (request: SeenRequest) => StubAnswer,
  options: Partial<PatchworksAdapterOptions> = {},
) {
  const stub = await startStubApi(answer);
  onTestFinished(() => stub.stop());
  const credentials = createMemoryCredentials();
  credentials.add({ externalId: owner.vendorAccountId, name: 'A company', key: companyKey });
  const adapter = createPatchworksAdapter({
    apiUrl: stub.origin,
    credentials,
    introduce: () => Promise.resolve(null),
    clock: systemClock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 7),
    flowUrlTemplate: null,
    debugUrlTemplate: null,
    ...options,
  });
  return { adapter, connectors: demandConnectors(adapter.connectors), seen: stub.seen, origin: stub.origin };
}

export function demandConnectors(connectors: ConnectorPort | null): ConnectorPort {
  if (connectors === null) throw new Error('The adapter has no connectors');
  return connectors;
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
