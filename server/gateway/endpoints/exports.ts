import {
  deleteExport,
  type Export,
  getExport,
  getExportFile,
  getExports,
  postExport,
  postExportRetry,
} from '#contract/endpoints/exports.ts';
import type { Context, Hono } from 'hono';
import type { ExportRow } from '../../exports/exports.ts';
import { readFile } from '../../exports/read-file.ts';
import { demandAdmin } from '../admins-only.ts';
import { ProblemError } from '../problem-error.ts';
import { auditOutOfReach, isUuid } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';

/** Files of what a filter leaves. For admins, each their own; to others none of it exists. */
export function addExportEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { exports, audit, clock, database } = services;

  app.post(postExport.path, async (context) => {
    const admin = await demandAdmin(services, context, 'exports');
    const asked = await readBody(context, postExport);
    const row = await exports.begin(admin, asked, context.get('requestId'));
    return context.json({ export: format(row, clock.now()) }, 202);
  });

  app.get(getExports.path, async (context) => {
    const admin = await demandAdmin(services, context, 'exports');
    const rows = await exports.listOf(admin.id);
    return context.json({ exports: rows.map((row) => format(row, clock.now())) });
  });

  app.get(getExport.path, async (context) => {
    const { row } = await reachExport(services, context);
    return context.json({ export: format(row, clock.now()) });
  });

  app.post(postExportRetry.path, async (context) => {
    const { row } = await reachExport(services, context);
    const begun = await exports.beginAnew(row, context.get('requestId'));
    if (!begun) throw new ProblemError('busy');
    return context.json({ export: format(begun, clock.now()) }, 202);
  });

  app.delete(deleteExport.path, async (context) => {
    const { row, admin } = await reachExport(services, context);
    await exports.giveUp(row);
    await audit.append({
      action: 'export.stop',
      outcome: 'done',
      personId: admin.id,
      detail: `${row.kind}: ${row.rows_done}`,
      requestId: context.get('requestId'),
    });
    return context.json({ id: row.id });
  });

  app.get(getExportFile.path, async (context) => {
    const { row, admin } = await reachExport(services, context);
    const { bytes } = row;
    if (stateOf(row, clock.now()) !== 'succeeded' || bytes === null) throw new ProblemError('not_found');
    await audit.append({
      action: 'export.fetch',
      outcome: 'done',
      personId: admin.id,
      detail: `${row.kind}: ${row.rows_done}`,
      requestId: context.get('requestId'),
    });
    return context.body(readFile(database, row.id, bytes), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${fileName(row)}"`,
      'Content-Length': String(bytes),
      // Compressed it would have no length, by which a browser tells how much is still to come and that nothing lacks.
      'Cache-Control': 'no-store, no-transform',
    });
  });
}

/** The file of the address, for whoever asked for it. Throws `ProblemError` `not_found`. */
async function reachExport(services: Services, context: Context<GatewayEnvironment>) {
  const id = context.req.param('id') ?? '';
  const admin = await demandAdmin(services, context, `export ${id}`);
  if (!isUuid(id)) throw new ProblemError('not_found');
  const row = await services.exports.findOf(admin.id, id);
  if (row) return { row, admin };
  await auditOutOfReach(services, admin, `export ${id}`, context.get('requestId'));
  throw new ProblemError('not_found');
}

function stateOf(row: ExportRow, now: Date): Export['state'] {
  return row.state === 'succeeded' && (row.kept_until === null || row.kept_until <= now) ? 'expired' : row.state;
}

function format(row: ExportRow, now: Date): Export {
  const state = stateOf(row, now);
  return {
    id: row.id,
    kind: row.kind,
    state,
    rowsDone: row.rows_done,
    rowsAll: row.rows_all,
    bytes: row.bytes,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    keptUntil: row.kept_until?.toISOString() ?? null,
    problemCode: row.problem_code,
  };
}

/** Plain letters and figures alone, which RFC 6266 takes without more ado. The time is UTC, when it was begun. */
function fileName({ kind, started_at: startedAt }: ExportRow): string {
  const time = startedAt.toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  return `jackfield-${kind}-${time}.csv`;
}
