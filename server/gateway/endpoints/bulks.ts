import { type BulkOutcome, bulkOutcomes, type BulkStep } from '#contract/bulks.ts';
import {
  getBulk,
  getBulkItems,
  getBulks,
  postBulk,
  postBulkRetry,
  postBulkStart,
  postBulkStop,
  postBulkUndo,
} from '#contract/endpoints/bulks.ts';
import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { BulkRow } from '../../bulks/bulk-context.ts';
import { type BulkCursor, findBulk, listBulks, listItems } from '../../bulks/bulk-views.ts';
import { stepRefusal } from '../../bulks/steps.ts';
import { demandAdmin, demandOperator } from '../admins-only.ts';
import { ProblemError } from '../problem-error.ts';
import { isUuid } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

const bulksPerPage = 50;
const itemsPerPage = 100;

/** Work on many instances. For admins; to others none of it exists. */
export function addBulkEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { bulks, database } = services;

  app.post(postBulk.path, async (context) => {
    const person = await demandOperator(services, context, 'work on many');
    const { key, action, selection } = await readBody(context, postBulk);
    return answer(
      context,
      await bulks.plan({ key, action, selection }, { person, requestId: context.get('requestId') }),
      202,
    );
  });

  app.get(getBulks.path, async (context) => {
    const person = await demandAdmin(services, context, 'work on many');
    const rows = await listBulks(database, readCursor(context.req.query('after')), bulksPerPage + 1);
    const page = rows.slice(0, bulksPerPage);
    const last = rows.length > bulksPerPage ? page.at(-1) : undefined;
    return context.json({ bulks: await bulks.format(page, person), next: last ? writeCursor(last) : null });
  });

  app.get(getBulk.path, async (context) => answer(context, await bulkIn(context)));

  app.get(getBulkItems.path, async (context) => {
    const bulk = await bulkIn(context);
    const outcome = readOutcome(context.req.query('outcome'));
    const after = readPosition(context.req.query('after'));
    const { items, next } = await listItems(database, bulk.id, { outcome, after, limit: itemsPerPage });
    return context.json({ items, next: next === null ? null : String(next) });
  });

  app.post(postBulkStart.path, async (context) => {
    const { bulk, asking } = await findFor(context, 'start', ['held', 'running', 'stopping', 'finished', 'stopped']);
    const { confirmation } = await readBody(context, postBulkStart);
    if (bulk.state !== 'planned') return answer(context, bulk);
    if (bulk.action === 'remove' && confirmation?.trim() !== String(bulk.counts.waiting)) {
      throw new ProblemError('name_mismatch', { fields: { confirmation: 'unknown_value' } });
    }
    return moved(context, await bulks.confirm(bulk, asking));
  });

  app.post(postBulkUndo.path, async (context) => {
    const { bulk, asking } = await findFor(context, 'undo', ['undone']);
    return bulk.state === 'undone' ? answer(context, bulk) : moved(context, await bulks.undo(bulk, asking));
  });

  app.post(postBulkStop.path, async (context) => {
    const { bulk, asking } = await findFor(context, 'stop', ['stopping', 'stopped']);
    return bulk.state === 'running' ? moved(context, await bulks.end(bulk, asking)) : answer(context, bulk);
  });

  app.post(postBulkRetry.path, async (context) => {
    const { bulk, asking } = await findFor(context, 'retry', []);
    return answer(context, await bulks.retry(bulk, { ...asking, key: randomUUID() }), 202);
  });

  async function answer(context: Context<GatewayEnvironment>, row: BulkRow, status: 200 | 202 = 200) {
    const [bulk] = await bulks.format([row], signedInPerson(context));
    return context.json({ bulk }, status);
  }

  /** Null: it has gone on between being looked at and being moved. */
  function moved(context: Context<GatewayEnvironment>, row: BulkRow | null) {
    if (!row) throw new ProblemError('too_late');
    return answer(context, row);
  }

  async function bulkIn(context: Context<GatewayEnvironment>): Promise<BulkRow> {
    const id = context.req.param('id') ?? '';
    await demandAdmin(services, context, `work on many ${isUuid(id) ? id : ''}`);
    const bulk = isUuid(id) ? await findBulk(database, id) : null;
    if (!bulk) throw new ProblemError('not_found');
    return bulk;
  }

  /** The bulk, if this person may take this step, or did so already: a second press of the same button. */
  async function findFor(context: Context<GatewayEnvironment>, step: BulkStep, taken: BulkRow['state'][]) {
    const bulk = await bulkIn(context);
    const asking = { person: signedInPerson(context), requestId: context.get('requestId') };
    const refusal = stepRefusal(step, bulk, asking.person, services.clock.now());
    const isTaken = refusal === 'too_late' && taken.includes(bulk.state);
    if (refusal !== null && !isTaken) throw new ProblemError(refusal);
    return { bulk, asking };
  }
}

function readOutcome(text: string | undefined): BulkOutcome | null {
  if (text === undefined) return null;
  const outcome = bulkOutcomes.find((known) => known === text);
  if (!outcome) throw new ProblemError('bad_input', { fields: { outcome: 'unknown_value' } });
  return outcome;
}

function readPosition(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,9}$/.test(text)) throw new ProblemError('bad_input', { fields: { after: 'malformed' } });
  return Number(text);
}

/** A cursor names the last of its page: when it was planned and its id. */
function writeCursor(bulk: BulkRow): string {
  return Buffer.from(`${bulk.planned_at.toISOString()} ${bulk.id}`).toString('base64url');
}

function readCursor(text: string | undefined): BulkCursor | null {
  if (text === undefined) return null;
  const [moment = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ');
  const plannedAt = new Date(moment);
  if (Number.isNaN(plannedAt.getTime()) || !isUuid(id)) {
    throw new ProblemError('bad_input', { fields: { after: 'malformed' } });
  }
  return { plannedAt, id };
}
