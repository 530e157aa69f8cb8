import {
  getOperation,
  getOperations,
  type OperationGroup,
  operationGroups,
  postOperationRetry,
  postOperationStop,
  postOperationUndo,
} from '#contract/endpoints/operations.ts';
import type { OperationAction } from '#contract/operations.ts';
import type { Context, Hono } from 'hono';
import { mayReach } from '../../accounts/ownership.ts';
import { answerUnderWay, type Asking, retry, stop, undo } from '../../operations/answering.ts';
import type { OperationRow } from '../../operations/journal.ts';
import { refusalOf } from '../../operations/operation-actions.ts';
import {
  countOperations,
  listOperations,
  type OperationScope,
  type OperationView,
  viewOperation,
} from '../../operations/operation-views.ts';
import { formatOperation, formatView } from '../operation-format.ts';
import { ProblemError } from '../problem-error.ts';
import { auditOutOfReach, isUuid } from '../reach-instance.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

const pageLength = 50;

/** What is done, was done and went wrong: for the account's people, for admins everybody's. */
export function addOperationEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  app.get(getOperations.path, async (context) => {
    const person = signedInPerson(context);
    const group = readGroup(context.req.query('group'));
    const after = readCursor(context.req.query('after'));
    const scope: OperationScope = person.account ? { accountId: person.account.id } : 'everybody';
    const [views, counts] = await Promise.all([
      listOperations(services.database, { scope, group, after, limit: pageLength + 1 }),
      countOperations(services.database, scope),
    ]);
    const page = views.slice(0, pageLength);
    const last = views.length > pageLength ? page.at(-1) : undefined;
    const now = services.clock.now();
    return context.json({
      operations: page.map((view) => formatView(view, person, now)),
      counts,
      next: last ? writeCursor(last.row) : null,
    });
  });

  app.get(getOperation.path, async (context) => {
    const view = await reachOperation(services, context);
    return context.json({ operation: formatView(view, signedInPerson(context), services.clock.now()) });
  });

  app.post(postOperationRetry.path, async (context) => {
    const asked = await findActionable(services, context, 'retry');
    return answer(context, asked, asked.underWay ?? (await retry(services, asked.view, asked.asking)));
  });

  app.post(postOperationUndo.path, async (context) => {
    const asked = await findActionable(services, context, 'undo');
    return answer(context, asked, asked.underWay ?? (await undo(services, asked.view, asked.asking)));
  });

  app.post(postOperationStop.path, async (context) => {
    const { view, asking } = await findActionable(services, context, 'stop');
    const stopped = await stop(services, view, asking);
    return context.json({ operation: await formatOperation(services, asking.person, stopped) });
  });

  async function answer(context: Context<GatewayEnvironment>, { asking }: Actionable, started: OperationRow) {
    services.worker.wake(started.id);
    return context.json({ operation: await formatOperation(services, asking.person, started) }, 202);
  }
}

interface Actionable {
  view: OperationView;
  asking: Asking;
  /** What an earlier press of the same button started and still runs. */
  underWay: OperationRow | null;
}

/** The operation, if this person may do this with it now. */
async function findActionable(
  services: Services,
  context: Context<GatewayEnvironment>,
  action: OperationAction,
): Promise<Actionable> {
  const person = signedInPerson(context);
  const view = await reachOperation(services, context);
  const refusal = refusalOf(action, view, person, services.clock.now());
  const mayAtAll = refusal === null || refusal === 'busy' || refusal === 'too_late';
  const underWay = action !== 'stop' && mayAtAll ? await answerUnderWay(services, view.row) : null;
  if (refusal !== null && underWay === null) throw new ProblemError(refusal, subjectOf(view));
  return { view, asking: { person, requestId: context.get('requestId') }, underWay };
}

/** The operation of the address, for whoever may see its account. Throws `ProblemError` `not_found`. */
async function reachOperation(services: Services, context: Context<GatewayEnvironment>): Promise<OperationView> {
  const person = signedInPerson(context);
  const id = context.req.param('id') ?? '';
  const view = isUuid(id) ? await viewOperation(services.database, id) : null;
  if (!view) throw new ProblemError('not_found');
  if (!mayReach(person, view.row.account_id)) {
    await auditOutOfReach(services, person, `operation ${id}`, context.get('requestId'));
    throw new ProblemError('not_found');
  }
  return view;
}

function subjectOf({ row, instance }: OperationView) {
  const subject = { vendor: row.vendor };
  return row.instance_id === null
    ? subject
    : { ...subject, instance: { id: row.instance_id, name: instance?.name ?? row.name } };
}

function readGroup(text: string | undefined): OperationGroup | null {
  if (text === undefined) return null;
  const group = operationGroups.find((known) => known === text);
  if (!group) throw new ProblemError('bad_input', { fields: { group: 'unknown_value' } });
  return group;
}

/** A cursor names the last operation of its page: its start and its id. */
function writeCursor(row: OperationRow): string {
  return Buffer.from(`${row.started_at.toISOString()} ${row.id}`).toString('base64url');
}

function readCursor(text: string | undefined): { startedAt: Date; id: string } | null {
  if (text === undefined) return null;
  const [start = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ');
  const startedAt = new Date(start);
  if (Number.isNaN(startedAt.getTime()) || !isUuid(id)) {
    throw new ProblemError('bad_input', { fields: { after: 'malformed' } });
  }
  return { startedAt, id };
}
