import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
import pg from 'pg';

/** A database handle whose unqualified table names mean one PostgreSQL schema. */
export type Database<Tables> = Kysely<Tables>;

// int8 and numeric are counts here, far below 2^53, and read as numbers. The kinds of lists, which are larger, are asked for as text.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/**
 * Opens a pool on `url` whose connections look into `schema` first and `public` second (where extensions live). The
 * caller destroys it.
 */
export function openDatabase<Tables>(
  url: string,
  options: { schema: string; maxConnections?: number },
): Database<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    options: `-c search_path=${options.schema},public`,
  });
  // An idle connection that breaks (the database restarts) is replaced on next use; without a listener it ends the process.
  pool.on('error', () => {});
  // The same for one in use that waits, like an operation's own: whoever has it hears of the loss in the next query.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Brings one schema up to its newest migration; safe to be called by several replicas at once. */
export async function migrate<Tables>(
  database: Database<Tables>,
  schema: string,
  migrations: Record<string, Migration>,
): Promise<void> {
  await sql`create schema if not exists ${sql.id(schema)}`.execute(database);
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableSchema: schema,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
