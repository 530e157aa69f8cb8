import { sql } from 'kysely';

import { type GlobalType, uuidOf } from '../global-ids.ts';
import type { Filter, Sql } from './lists.ts';

/** The column holds exactly this. */
export function equals(column: Sql): Filter {
  return (value) => sql`${column} = ${value}`;
}

/** The enum-like text, in whichever case it is sent. */
export function equalsText(column: Sql): Filter {
  return (value) => sql`${column} = upper(${String(value)}::text)`;
}

export function equalsAnyText(column: Sql): Filter {
  return (value) => sql`${column} = any(${texts(value).map((text) => text.toUpperCase())}::text[])`;
}

/** The column holds the UUID inside this id; an id of another type finds nothing. */
export function isNode(column: Sql, type: GlobalType): Filter {
  return (value) => sql`${column} = ${uuidOf(type, value) ?? null}::uuid`;
}

export function isAnyNode(column: Sql, type: GlobalType): Filter {
  return (value) => {
    const uuids = texts(value).flatMap((id) => uuidOf(type, id) ?? []);
    return sql`${column} = any(${uuids}::uuid[])`;
  };
}

export function containsText(column: Sql): Filter {
  return (value) => sql`position(lower(${String(value)}::text) in lower(coalesce(${column}, ''))) > 0`;
}

export function startsWithText(column: Sql): Filter {
  return (value) => sql`starts_with(lower(${column}), lower(${String(value)}::text))`;
}

export function isMissing(column: Sql): Filter {
  return (value) => (value === true ? sql`${column} is null` : sql`${column} is not null`);
}

/** The filters of labels: one of them holds this text. */
export function labelFilters(column: Sql): Record<string, Filter> {
  return {
    labels_Contains: (value) =>
      sql`exists (select 1 from unnest(${column}) label where position(${String(value)}::text in label) > 0)`,
    labels_Icontains: (value) =>
      sql`exists (select 1 from unnest(${column}) label where position(lower(${String(value)}::text) in lower(label)) > 0)`,
  };
}

/** The filters `<name>_Gte` and `<name>_Lte`. */
export function rangeFilters(name: string, column: Sql): Record<string, Filter> {
  return {
    [`${name}_Gte`]: (value) => sql`${column} >= ${value}`,
    [`${name}_Lte`]: (value) => sql`${column} <= ${value}`,
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
