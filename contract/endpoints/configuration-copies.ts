import type { ConfigurationCopy } from '../configuration-copy.ts';
import { endpoint } from './endpoint.ts';

/**
 * Takes a copy of what an instance is set to, read from the vendor now, without secrets. It is for who may remove the
 * instance, is recorded, and is kept nowhere but in the answer.
 */
export const postConfigurationCopy = endpoint<{ copy: ConfigurationCopy }>()(
  'POST',
  '/api/instances/:id/configuration-copies',
  null,
);
