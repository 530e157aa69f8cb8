import fc from 'fast-check';
import type { InstanceRecord } from '#server/vendors/adapter.ts';

/** An instance, whichever vendor it came from. */
export const record: InstanceRecord = {
  vendorId: 'v-1',
  vendorAccountId: 'a-1',
  name: 'Stock',
  templateId: 't-1',
  templateName: 'Inventory sync',
  enabled: true,
  useCount: null,
  required: 'complete',
  missing: { connections: [], values: [] },
  flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
  createdAt: null,
  fingerprint: '',
  valuesFingerprint: '',
};

/** What no ordinary text holds by chance. */
export const secret = fc.uuid().map((id) => `canary-${id}`);
const secretName = fc.constantFrom(
  'Password',
  'external_api_key',
  'Access token',
  'clientSecret',
  'Signing key',
  'Passphrase',
);
const plainName = fc.constantFrom('Channel', 'external_subsidiary', 'Warehouse', 'Host', 'Mode', 'Batch size');
const plainValue = fc.string({ maxLength: 40 });
/** How a secret stands in a value whose name says nothing. */
export const hidden = fc
  .tuple(
    secret,
    fc.constantFrom<(value: string) => string>(
      (value) => `https://user:${value}@files.example/in`,
      (value) => `https://files.example/in?api_key=${value}`,
      (value) => JSON.stringify({ password: value }),
      (value) => `Authorization: Bearer ${value}`,
    ),
  )
  .map(([value, write]) => write(value));
/** A name with a value: `isSecret` in whatever way that shows. */
export const named = fc.oneof(
  fc.record({ name: secretName, value: secret, isSecret: fc.constant(true) }),
  fc.record({ name: plainName, value: hidden, isSecret: fc.constant(true) }),
  fc.record({ name: plainName, value: plainValue, isSecret: fc.constant(false) }),
);
/** Some of them, each with a `key` of its own. */
export const manyNamed = fc
  .array(named, { maxLength: 12 })
  .map((all) => all.map((one, index) => ({ ...one, key: `${one.name} ${index}` })));
