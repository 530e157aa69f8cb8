import pg from 'pg';
import type { Actor } from './actor.ts';
import { recall } from './actor.ts';

/** What a round left behind, counted. */
export interface Findings {
  acknowledged: number;
  /** Operations that were under way when it died and came to rest afterwards. */
  recovered: number;
  duplicates: string[];
  lost: string[];
}

interface StoredOperation {
  id: string;
  kind: string;
  state: string;
  instance_id: string | null;
  request_id: string;
  problem: { code: string } | null;
}

/** Our tables as they are, past the server. */
export interface Tables {
  running: () => Promise<string[]>;
  operations: (ids: string[]) => Promise<StoredOperation[]>;
  /** How often the audit log has these requests as done. */
  auditedDone: (requestIds: string[]) => Promise<Map<string, number>>;
  close: () => Promise<void>;
}

export function openTables(url: string): Tables {
  const pool = new pg.Pool({ connectionString: url, max: 2, options: '-c search_path=jackfield,public' });
  pool.on('error', () => {});
  return {
    running: async () => {
      const { rows } = await pool.query<{ id: string }>(`select id from operations where state = 'running'`);
      return rows.map(({ id }) => id);
    },
    operations: async (ids) => {
      const { rows } = await pool.query<StoredOperation>(
        'select id, kind, state, instance_id, request_id, problem from operations where id = any($1)',
        [ids],
      );
      return rows;
    },
    auditedDone: async (requestIds) => {
      const { rows } = await pool.query<{ request_id: string; count: number }>(
        `select request_id, count(*)::int as count from audit_entries
          where outcome = 'done' and action <> 'wizard.open' and request_id = any($1) group by request_id`,
        [requestIds],
      );
      return new Map(rows.map(({ request_id, count }) => [request_id, count]));
    },
    close: () => pool.end(),
  };
}

/**
 * Compares what an actor was told with the vendor, the index, the journal and the audit log. What was asked and never
 * answered may be either way, but all of them must agree on which.
 */
export async function check(actor: Actor, tables: Tables): Promise<Pick<Findings, 'duplicates' | 'lost'>> {
  const duplicates: string[] = [];
  const lost: string[] = [];
  const { client, tray } = actor.subject;
  lost.push(...actor.complaints);
  const atVendor = await tray.instances();
  const rows = await client.rows();

  const told = await tables.operations(actor.acknowledged.map(({ operationId }) => operationId));
  const audited = await tables.auditedDone(told.map(({ request_id }) => request_id));
  const toldById = new Map(told.map((operation) => [operation.id, operation]));
  for (const { operationId, kind } of actor.acknowledged) {
    const operation = toldById.get(operationId);
    if (operation?.state !== 'succeeded')
      lost.push(`${kind} ${operationId} is ${operation?.state ?? 'not in the journal'}`);
    const entries = audited.get(operation?.request_id ?? '') ?? 0;
    if (entries < 1) lost.push(`${kind} ${operationId} is not in the audit log`);
    if (entries > 1) duplicates.push(`${kind} ${operationId} is ${entries} times in the audit log`);
  }

  const activations = await tables.operations(actor.activations);
  if (activations.length < actor.activations.length) lost.push('an activation is not in the journal');
  for (const { id, state, instance_id, problem } of activations) {
    if (instance_id === null) lost.push(`activation ${id} has no instance: ${state} ${problem?.code ?? ''}`);
  }
  const made = activations.map(({ instance_id }) => instance_id);
  if (new Set(made).size < made.length) duplicates.push('two activations have one instance');

  const rowByVendorId = new Map(rows.map((row) => [row.vendorId, row]));
  for (const instance of atVendor) {
    const row = rowByVendorId.get(instance.id);
    if (!row || !made.includes(row.id)) duplicates.push(`nobody asked for the instance ${instance.name}`);
    else if (row.name !== instance.name || (row.status === 'enabled') !== instance.enabled) {
      lost.push(`the row of ${instance.name} says ${row.name}, ${row.status}`);
    }
  }
  const vendorIds = new Set(atVendor.map(({ id }) => id));
  for (const row of rows)
    if (!vendorIds.has(row.vendorId)) lost.push(`${row.name} is in the list and not at the vendor`);

  const seen = atVendor.flatMap((instance) => {
    const row = rowByVendorId.get(instance.id);
    return row ? [{ id: row.id, name: instance.name, enabled: instance.enabled }] : [];
  });
  for (const remembered of actor.instances) {
    const now = seen.find(({ id }) => id === remembered.id);
    if (remembered.removed === true && now) lost.push(`${now.name} was removed and is there`);
    if (remembered.removed === false && !now) lost.push(`${remembered.name ?? remembered.id} is gone`);
    if (!now) continue;
    if (remembered.name !== null && remembered.name !== now.name) {
      lost.push(`${remembered.name} is called ${now.name}`);
    }
    if (remembered.enabled !== null && remembered.enabled !== now.enabled) {
      lost.push(`${now.name} should be ${remembered.enabled ? 'enabled' : 'disabled'}`);
    }
  }
  recall(actor, seen);
  return { duplicates, lost };
}
