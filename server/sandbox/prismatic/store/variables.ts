import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import type {
  InputDefinition,
  InputValue,
  PrismaticDatabase,
  VariableDefinition,
  VariableRow,
  VersionDefinition,
} from '../database/tables.ts';
import { refusal } from '../prismatic-errors.ts';

/** A config variable as it is given. */
export interface GivenVariable {
  key: string;
  value?: string | null;
  values?: string | null;
  scheduleType?: string | null;
  timeZone?: string | null;
}

type VariableValues = Pick<VariableRow, 'key' | 'value' | 'schedule_type' | 'time_zone' | 'status'> & {
  inputs: InputValue[];
};

const inputsSchema = z.array(
  z.object({ name: z.string(), type: z.string().default('value'), value: z.string().nullish() }),
);

/**
 * Brings an instance's variables to what its version asks for, with these values given. `replace` puts the ones left out
 * back to their defaults; without it they keep what they have.
 */
export async function writeVariables(
  database: PrismaticDatabase,
  instanceId: string,
  definition: VersionDefinition,
  given: readonly GivenVariable[],
  replace: boolean,
): Promise<void> {
  for (const { key } of given) {
    if (!definition.variables.some((variable) => variable.key === key)) {
      throw refusal('configVariables', `The integration has no config variable "${key}".`);
    }
  }
  const kept = await database
    .selectFrom('instance_variables')
    .where('instance_id', '=', instanceId)
    .selectAll()
    .execute();
  const rows = definition.variables.map((variable) => {
    const wanted = given.find(({ key }) => key === variable.key);
    const before = replace && !wanted ? undefined : kept.find(({ key }) => key === variable.key);
    return valuesOf(variable, before, wanted);
  });
  const keys = new Set(rows.map(({ key }) => key));
  const gone = kept.filter(({ key }) => !keys.has(key)).map(({ id }) => id);
  if (gone.length > 0) await database.deleteFrom('instance_variables').where('id', 'in', gone).execute();
  if (rows.length === 0) return;
  await database
    .insertInto('instance_variables')
    .values(
      rows.map((row) => ({
        ...row,
        id: randomUUID(),
        instance_id: instanceId,
        inputs: JSON.stringify(row.inputs),
        refresh_at: null,
        refreshed_at: null,
        meta: null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['instance_id', 'key']).doUpdateSet((row) => ({
        value: row.ref('excluded.value'),
        inputs: row.ref('excluded.inputs'),
        status: row.ref('excluded.status'),
        schedule_type: row.ref('excluded.schedule_type'),
        time_zone: row.ref('excluded.time_zone'),
      })),
    )
    .execute();
}

function valuesOf(
  variable: VariableDefinition,
  before: VariableRow | undefined,
  given: GivenVariable | undefined,
): VariableValues {
  const { key, connection } = variable;
  const schedule = {
    schedule_type: (given?.scheduleType ?? before?.schedule_type ?? null)?.toUpperCase() ?? null,
    time_zone: given?.timeZone ?? before?.time_zone ?? null,
  };
  if (!connection) {
    const value = given ? (given.value ?? null) : before ? before.value : variable.defaultValue;
    checkValue(variable, value);
    return { key, value, inputs: [], status: null, ...schedule };
  }
  const sent = given ? readInputs(key, given.values) : [];
  for (const { name } of sent) {
    if (!connection.inputs.some((input) => input.key === name)) {
      throw refusal('configVariables', `The connection "${key}" has no input "${name}".`);
    }
  }
  const inputs = connection.inputs.flatMap((input) => {
    const value = sent.find(({ name }) => name === input.key)?.value ?? storedInput(before, input);
    return value === null ? [] : [{ name: input.key, type: 'value', value }];
  });
  const needsPerson = connection.oauth2Type === 'AUTHORIZATION_CODE';
  const complete = missingInputs(connection.inputs, inputs).length === 0;
  const keepsStatus = needsPerson && before !== undefined && sent.length === 0;
  const status = keepsStatus ? before.status : complete && !needsPerson ? 'ACTIVE' : 'PENDING';
  return { key, value: null, inputs, status, ...schedule };
}

function storedInput(before: VariableRow | undefined, input: InputDefinition): string | null {
  return before?.inputs.find(({ name }) => name === input.key)?.value ?? input.default;
}

function readInputs(key: string, text: string | null | undefined): { name: string; value: string }[] {
  if (text === null || text === undefined) return [];
  const parsed = inputsSchema.safeParse(parseJson(text));
  if (!parsed.success) throw refusal('configVariables', `The values of "${key}" are not a list of named values.`);
  return parsed.data.map(({ name, value }) => ({ name, value: value ?? '' }));
}

function checkValue({ key, dataType, pickList, collectionType }: VariableDefinition, value: string | null): void {
  if (value === null || value === '') return;
  const fits =
    collectionType !== null
      ? Array.isArray(parseJson(value))
      : dataType === 'NUMBER'
        ? Number.isFinite(Number(value))
        : dataType === 'BOOLEAN'
          ? value === 'true' || value === 'false'
          : dataType === 'DATE'
            ? !Number.isNaN(Date.parse(value))
            : dataType !== 'PICKLIST' || (pickList ?? []).includes(value);
  if (!fits) throw refusal('configVariables', `The value of "${key}" is not valid for its type.`);
}

/** The keys of required inputs without a value. */
export function missingInputs(definitions: readonly InputDefinition[], values: readonly InputValue[]): string[] {
  return definitions
    .filter((input) => input.required && !values.some(({ name, value }) => name === input.key && value !== ''))
    .map(({ key }) => key);
}

/** The variables of these instances, by the instances' ids. An instance without any has none among them. */
export async function readVariables(database: PrismaticDatabase, ids: string[]): Promise<Map<string, VariableRow[]>> {
  const rows = await database.selectFrom('instance_variables').where('instance_id', 'in', ids).selectAll().execute();
  const found = new Map<string, VariableRow[]>();
  for (const row of rows) {
    const others = found.get(row.instance_id);
    if (others) others.push(row);
    else found.set(row.instance_id, [row]);
  }
  return found;
}

/** What keeps an instance from being deployed, one sentence for each variable. */
export async function findObstacles(
  database: PrismaticDatabase,
  instanceId: string,
  definition: VersionDefinition,
): Promise<string[]> {
  const rows = await database
    .selectFrom('instance_variables')
    .where('instance_id', '=', instanceId)
    .selectAll()
    .execute();
  return obstaclesAmong(rows, definition);
}

/** The same of variables that have been read. */
export function obstaclesAmong(rows: readonly VariableRow[], definition: VersionDefinition): string[] {
  return definition.variables.flatMap(({ key, connection }) => {
    const row = rows.find((candidate) => candidate.key === key);
    if (connection) return row?.status === 'ACTIVE' ? [] : [`The connection "${key}" is not active.`];
    return row?.value ? [] : [`The config variable "${key}" has no value.`];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
