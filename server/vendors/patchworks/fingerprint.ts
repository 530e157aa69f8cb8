import { createHmac } from 'node:crypto';
import type { WireConnector } from './wire-resources.ts';

/**
 * A digest that changes whenever a setting of the instance changes. Values of credential fields are no part of it: lists do
 * not hold them, and it must be the same wherever the instance is read.
 */
export function fingerprintOf(connector: WireConnector, key: Buffer): string {
  const canonical = JSON.stringify([
    connector.id,
    connector.system_id,
    connector.authentication_implementation_id,
    ...settingsOf(connector),
  ]);
  return createHmac('sha256', key).update(canonical).digest('hex');
}

/** A digest of the settings alone, behind a mark of the key: another key is not another setting. */
export function valuesFingerprintOf(connector: WireConnector, key: Buffer): string {
  const mark = createHmac('sha256', key).update('mark of the key').digest('hex').slice(0, 8);
  const canonical = JSON.stringify(['values', connector.id, ...settingsOf(connector)]);
  return `${mark}.${createHmac('sha256', key).update(canonical).digest('hex')}`;
}

function settingsOf(connector: WireConnector): (string | number | null)[] {
  return [
    connector.timezone,
    connector.date_format,
    connector.rate_limit_unit,
    connector.rate_limit_duration,
    connector.connection_pool_id,
  ];
}
