import { z } from 'zod';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Keys } from '../platform/keys.ts';
import type { SlotValues } from '../vendors/adapter.ts';

const connected = z.object({
  id: z.string(),
  name: z.string(),
  accountName: z.string().nullable(),
  serviceId: z.string().nullable(),
});

const wantedValues = z.object({
  configValues: z.array(
    z.object({
      externalId: z.string(),
      value: z.string(),
      /** What the slot held when its value was read, null for nothing; left out where nothing was read. */
      previous: z.string().nullable().optional(),
    }),
  ),
  authValues: z.array(
    z.object({
      externalId: z.string(),
      /** The authentication to put into the slot, and the one that stood there. */
      authentication: connected,
      before: connected.nullable(),
    }),
  ),
});

/** Values that an operation is to give to a vendor. */
export type WantedValues = z.infer<typeof wantedValues>;

const noValues: WantedValues = { configValues: [], authValues: [] };

/**
 * Values on their way to a vendor. They outlast a crash, so they are in the database, and sealed there, because config
 * values may hold anything. The journal puts them in with the operation and takes them out with its end.
 */
export interface OperationValues {
  seal(values: WantedValues): Buffer;
  /** Nothing where there are none, or no longer. */
  read(operationId: string): Promise<WantedValues>;
}

export function createOperationValues(
  database: JackfieldDatabase,
  keys: Pick<Keys, 'seal' | 'unseal'>,
): OperationValues {
  return {
    seal: (values) => keys.seal(JSON.stringify(values)),
    read: async (operationId) => {
      const row = await database
        .selectFrom('operation_values')
        .where('operation_id', '=', operationId)
        .select('sealed')
        .executeTakeFirst();
      return row ? wantedValues.parse(JSON.parse(keys.unseal(row.sealed))) : noValues;
    },
  };
}

export function isNothing({ configValues, authValues }: WantedValues): boolean {
  return configValues.length + authValues.length === 0;
}

/** The same as a writer takes them. */
export function toSlotValues({ configValues, authValues }: WantedValues): SlotValues {
  return {
    configValues: configValues.map(({ externalId, value }) => ({ externalId, value })),
    authValues: authValues.map(({ externalId, authentication }) => ({
      externalId,
      authenticationId: authentication.id,
    })),
  };
}
