import type { ColumnType } from 'kysely';

/** Written as a Date, read as a Date, and never filled by the database: our clock is not the database's. */
export type Timestamp = ColumnType<Date, Date, Date>;
export type OptionalTimestamp = ColumnType<Date | null, Date | null | undefined, Date | null>;
