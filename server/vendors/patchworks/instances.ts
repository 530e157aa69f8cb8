import type { VendorOwner } from '../adapter.ts';
import { VendorError } from '../vendor-error.ts';
import { garbled, readable } from './errors.ts';
import { type PatchworksTransport, pathOf } from './transport.ts';
import { single } from './wire.ts';
import { type WireConnector, wireConnector } from './wire-resources.ts';

/** What a list of instances brings along. */
export const listIncludes = 'system,connectionPool,flows_count';

/** What one instance brings along. */
export const detailIncludes = `${listIncludes},variables,authenticationImplementation.authenticationType`;

/** One instance of the owner's; null when there is none of this id. */
export async function findInstance(
  send: PatchworksTransport,
  owner: VendorOwner,
  vendorId: string,
  include: string = detailIncludes,
): Promise<WireConnector | null> {
  return orNull(async () => {
    const path = pathOf`/connectors/${vendorId}`;
    const { json } = await send(owner, { method: 'GET', path, query: { include }, effect: 'read' });
    return readable('read', () => demandId('read', single(wireConnector).parse(json), vendorId));
  });
}

/** Null instead of what is gone. */
export async function orNull<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof VendorError && error.code === 'gone') return null;
    throw error;
  }
}

/**
 * The instance in the answer to a write, with all that belongs to it. Whether writes take `include` is documented nowhere,
 * and one that is refused after the work would be a lie, so it is not sent: what did not come by itself is read. A read may
 * be older than the write, so the instance's own settings are those of the answer.
 */
export async function settled(
  send: PatchworksTransport,
  owner: VendorOwner,
  json: unknown,
  expected: { vendorId?: string; include?: string },
): Promise<WireConnector> {
  const answered = readable('write', () => single(wireConnector).parse(json));
  if (expected.vendorId !== undefined) demandId('write', answered, expected.vendorId);
  const include = expected.include ?? detailIncludes;
  if (isComplete(answered, include)) return answered;
  const read = await findInstance(send, owner, answered.id, include).catch((error: unknown) => {
    // The write is done, but what it made cannot be shown.
    throw error instanceof VendorError ? garbled('write', `The instance could not be read back: ${error.code}`) : error;
  });
  if (read === null) throw garbled('write', 'The instance that was answered is not there');
  return answered.timezone === null ? read : { ...read, ...settingsOf(answered) };
}

function settingsOf(answered: WireConnector): Partial<WireConnector> {
  const { name, timezone, date_format, rate_limit_unit, rate_limit_duration, connection_pool_id } = answered;
  const { last_authenticated_at, updated_at } = answered;
  return {
    name,
    timezone,
    date_format,
    rate_limit_unit,
    rate_limit_duration,
    connection_pool_id,
    last_authenticated_at,
    updated_at,
  };
}

function isComplete(connector: WireConnector, include: string): boolean {
  const hasDetail = connector.variables !== undefined && connector.authentication_implementation !== null;
  return connector.system !== null && connector.flows_count !== null && (include !== detailIncludes || hasDetail);
}

function demandId(effect: 'read' | 'write', connector: WireConnector, vendorId: string): WireConnector {
  if (connector.id !== vendorId) throw garbled(effect, 'Another instance came than was asked for');
  return connector;
}
