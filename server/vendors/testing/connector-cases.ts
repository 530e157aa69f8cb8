import { inspect } from 'node:util';
import { expect } from 'vitest';
import type { ConnectorForm, InstanceDetails } from '#contract/connectors.ts';
import type { VendorOwner } from '../adapter.ts';
import {
  type ConnectorInstanceDetail,
  type ConnectorPort,
  CredentialsRefusedError,
  type SavedInstance,
} from '../connectors.ts';
import { VendorError } from '../vendor-error.ts';
import type { ConnectorHarness } from './connector-harness.ts';

/** An owner with an installed connector and what its forms need. */
export interface InstalledCase {
  owner: VendorOwner;
  connectorId: string;
  form: ConnectorForm;
  methodId: string;
}

/** Installs a connector for the owner, a new one unless told, and reads the form about its instances. */
export async function installCase(
  harness: ConnectorHarness,
  port: ConnectorPort,
  { connector, method }: { connector: string; method: string },
  given?: VendorOwner,
): Promise<InstalledCase> {
  const owner = given ?? (await harness.newOwner());
  const { connectorId } = await harness.install(owner, connector);
  const form = await port.reader.readForm(owner, connectorId);
  const methodId = form?.methods.find(({ name }) => name === method)?.id;
  if (!form || methodId === undefined) throw new Error(`${connector} has no ${method}`);
  return { owner, connectorId, form, methodId };
}

/** Asks the vendor to make an instance there. */
export function createInCase(
  { returnUrl }: ConnectorHarness,
  port: ConnectorPort,
  { owner, connectorId, methodId, form }: InstalledCase,
  { details, values }: { details: Partial<InstanceDetails>; values: Record<string, string> },
): Promise<SavedInstance> {
  return port.writer.createInstance(owner, {
    connectorId,
    methodId,
    details: { ...form.defaults, name: 'An instance', ...details },
    values,
    returnUrl,
  });
}

/** The `VendorError` with which the call failed; any other end fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<VendorError> {
  const end: unknown = await call.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  if (end instanceof VendorError) return end;
  throw new Error('Expected a VendorError', { cause: end });
}

export function demandDone(saved: SavedInstance): ConnectorInstanceDetail {
  if (saved.state !== 'done') throw new Error('A consent is asked for');
  return saved.detail;
}

export function demandConsent(saved: SavedInstance): { url: string; vendorState: string } {
  if (saved.state !== 'consent') throw new Error('No consent is asked for');
  return saved;
}

export function demandCheck(failure: VendorError): CredentialsRefusedError {
  if (failure instanceof CredentialsRefusedError) return failure;
  throw new Error('No check was made', { cause: failure });
}

/** Neither as it is nor in the forms in which credentials travel most. */
export function expectNoSecret(shown: unknown, secrets: Record<string, string>): void {
  const told = [inspect(shown, { depth: 20, showHidden: true }), JSON.stringify(shown)].join('\n');
  const forms = Object.values(secrets).flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64').slice(0, -4),
    Buffer.from(`canary-user:${secret}`).toString('base64').slice(0, -4),
  ]);
  expect(forms.filter((form) => told.includes(form))).toEqual([]);
}
