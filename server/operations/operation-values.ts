import { givenValuesSchema } from '#contract/deployables.ts';
import { z } from 'zod';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Keys } from '../platform/keys.ts';
import type { SlotValues } from '../vendors/adapter.ts';
import type { GivenValue } from '../vendors/deployables.ts';

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
  /** Where instances are configured in a form of ours: what is to stand in it. */
  given: z.optional(givenValuesSchema),
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
  /** The same of settings that are a text, such as those of a run. */
  sealText(text: string): Buffer;
  /** Null where there is none, or no longer. */
  readText(operationId: string): Promise<string | null>;
}

export function createOperationValues(
  database: JackfieldDatabase,
  keys: Pick<Keys, 'seal' | 'unseal'>,
): OperationValues {
  const readText = async (operationId: string): Promise<string | null> => {
    const row = await database
      .selectFrom('operation_values')
      .where('operation_id', '=', operationId)
      .select('sealed')
      .executeTakeFirst();
    return row ? keys.unseal(row.sealed) : null;
  };
  return {
    seal: (values) => keys.seal(JSON.stringify(values)),
    read: async (operationId) => {
      const text = await readText(operationId);
      return text === null ? noValues : wantedValues.parse(JSON.parse(text));
    },
    sealText: (text) => keys.seal(text),
    readText,
  };
}

export function isNothing({ configValues, authValues, given = [] }: WantedValues): boolean {
  return configValues.length + authValues.length + given.length === 0;
}

/** Values of a form as a writer takes them. */
export function toGivenValues(given: WantedValues['given'] = []): GivenValue[] {
  return given.map((value): GivenValue => {
    if ('inputs' in value) return value;
    const { schedule, ...plain } = value;
    return schedule === undefined ? plain : { ...plain, schedule };
  });
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
