import { onTestFinished } from 'vitest';
import { systemClock } from '#server/platform/clock.ts';
import type { VendorAdapter } from '../../adapter.ts';
import { unguarded } from '../../testing/unguarded.ts';
import { VendorError } from '../../vendor-error.ts';
import { createTrayAdapter, type TrayAdapterOptions } from '../adapter.ts';
import { createMemoryTokenStore } from './memory-token-store.ts';
import { type SeenRequest, type StubAnswer, startStubServer } from './stub-server.ts';

export const masterToken = 'canary-master-token';

/**
 * An adapter that talks to a stub for the time of one test. `authorize` is answered with `user-token-1`, `user-token-2`
 * and so on. `seen` is what the stub was asked.
 */
export async function startStubbedAdapter(
  answer: (request: SeenRequest) => StubAnswer,
  options: Partial<TrayAdapterOptions> = {},
): Promise<{ adapter: VendorAdapter; seen: SeenRequest[] }> {
  let tokensMade = 0;
  const stub = await startStubServer((request) => {
    if (request.operationName !== 'Authorize') return answer(request);
    tokensMade += 1;
    return { json: { data: { authorize: { accessToken: `user-token-${tokensMade}` } } } };
  });
  onTestFinished(() => stub.stop());
  const adapter = createTrayAdapter({
    apiUrl: stub.apiUrl,
    appUrl: 'https://wizard.example',
    partner: 'jackfield',
    masterToken,
    tokens: createMemoryTokenStore(),
    clock: systemClock,
    guards: unguarded,
    fingerprintKey: Buffer.alloc(32, 7),
    debugUrlTemplate: null,
    ...options,
  });
  return { adapter, seen: stub.seen };
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
