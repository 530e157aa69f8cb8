import { deleteView, getViews, postView, putView, type SavedView } from '#contract/endpoints/views.ts';
import type { AuditAction } from '#contract/audit-actions.ts';
import type { Person } from '#contract/people.ts';
import type { Context, Hono } from 'hono';
import { sql } from 'kysely';
import { demandAdmin } from '../admins-only.ts';
import { ProblemError } from '../problem-error.ts';
import { auditOutOfReach, isUuid } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';

/** Lists as administrators want to find them again. Each changes their own; to others than administrators none of it exists. */
export function addViewEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { database, clock } = services;

  app.get(getViews.path, async (context) => {
    const admin = await demandAdmin(services, context, 'views');
    const rows = await selectViews(services)
      .where((row) => row.or([row('saved_views.person_id', '=', admin.id), row('saved_views.is_shared', '=', true)]))
      .orderBy(sql`lower(saved_views.name)`)
      .orderBy('saved_views.id')
      .execute();
    return context.json({ views: rows.map((row) => format(row, admin)) });
  });

  app.post(postView.path, async (context) => {
    const admin = await demandAdmin(services, context, 'views');
    const { name, query, isShared } = await readBody(context, postView);
    const now = clock.now();
    const { id } = await database
      .insertInto('saved_views')
      .values({ person_id: admin.id, name, query, is_shared: isShared, created_at: now, changed_at: now })
      .onConflict((conflict) =>
        conflict
          .expression(sql`person_id, lower(name)`)
          .doUpdateSet({ name, query, is_shared: isShared, changed_at: now }),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    await record(services, context, admin, 'view.save', name);
    return context.json({ view: await findView(services, admin, id) });
  });

  app.put(putView.path, async (context) => {
    const { id, admin } = await reachOwn(services, context);
    const { name, query, isShared } = await readBody(context, putView);
    const changed = await database
      .updateTable('saved_views')
      .set({ name, query, is_shared: isShared, changed_at: clock.now() })
      .where('id', '=', id)
      .where('person_id', '=', admin.id)
      .returning('id')
      .executeTakeFirst()
      .catch((error: unknown) => {
        if (isTaken(error)) throw new ProblemError('bad_input', { fields: { name: 'taken' } });
        throw error;
      });
    if (!changed) throw new ProblemError('not_found');
    await record(services, context, admin, 'view.save', name);
    return context.json({ view: await findView(services, admin, id) });
  });

  app.delete(deleteView.path, async (context) => {
    const { id, admin } = await reachOwn(services, context);
    const gone = await database
      .deleteFrom('saved_views')
      .where('id', '=', id)
      .where('person_id', '=', admin.id)
      .returning('name')
      .executeTakeFirst();
    if (!gone) throw new ProblemError('not_found');
    await record(services, context, admin, 'view.remove', gone.name);
    return context.json({ id });
  });
}

/** The view of the address, for whoever has made it. Throws `ProblemError` `not_found`, also for one that is shared. */
async function reachOwn(services: Services, context: Context<GatewayEnvironment>) {
  const id = context.req.param('id') ?? '';
  const admin = await demandAdmin(services, context, `view ${id}`);
  if (!isUuid(id)) throw new ProblemError('not_found');
  const row = await selectViews(services).where('saved_views.id', '=', id).executeTakeFirst();
  if (row?.person_id === admin.id) return { id, admin };
  await auditOutOfReach(services, admin, `view ${id}`, context.get('requestId'));
  throw new ProblemError('not_found');
}

function selectViews({ database }: Services) {
  return database
    .selectFrom('saved_views')
    .innerJoin('people', 'people.id', 'saved_views.person_id')
    .select([
      'saved_views.id',
      'saved_views.person_id',
      'saved_views.name',
      'saved_views.query',
      'saved_views.is_shared',
      'people.name as person_name',
    ]);
}

type ViewRow = Awaited<ReturnType<ReturnType<typeof selectViews>['execute']>>[number];

function format(row: ViewRow, admin: Person): SavedView {
  return {
    id: row.id,
    name: row.name,
    query: row.query,
    isShared: row.is_shared,
    isMine: row.person_id === admin.id,
    personName: row.person_name,
  };
}

async function findView(services: Services, admin: Person, id: string): Promise<SavedView> {
  return format(await selectViews(services).where('saved_views.id', '=', id).executeTakeFirstOrThrow(), admin);
}

async function record(
  services: Services,
  context: Context<GatewayEnvironment>,
  admin: Person,
  action: Extract<AuditAction, `view.${string}`>,
  name: string,
): Promise<void> {
  await services.audit.append({
    action,
    outcome: 'done',
    personId: admin.id,
    detail: name,
    requestId: context.get('requestId'),
  });
}

/** PostgreSQL's code for a value that has to be the only one and is not. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
