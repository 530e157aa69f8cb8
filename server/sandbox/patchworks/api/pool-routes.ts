import { z } from 'zod';

import type { PoolRow } from '../database/tables.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { invalid, notFound } from '../refusal.ts';
import { type ApiApp, type ApiContext, createApiApp, idIn, readBody, requireManager } from './api-context.ts';
import { poolResource, presentConnectors } from './connector-presenter.ts';
import { envelope, matchesText, pageOf, readListQuery, sorted } from './list-query.ts';
import { render } from './resource.ts';

const poolSchema = z.object({
  name: z.string().trim().min(1).max(255),
  limit: z.number().int().min(1).max(10_000),
  timeout: z.number().int().min(1).max(86_400),
});

/** Pools, which cap how many requests of their instances run at once. */
export function createPoolRoutes(services: PatchworksServices): ApiApp {
  const app = createApiApp();
  const { database, clock } = services;

  app.get('/connection-pools', async (context) => {
    const query = readListQuery(context, { filters: ['name'], includes: ['connectors'], sorts: ['name'] });
    const pools = await database
      .selectFrom('connection_pools')
      .where('company_id', '=', context.env.caller.company.id)
      .orderBy('id')
      .selectAll()
      .execute();
    const matching = pools.filter(({ name }) => matchesText(query.filters, 'name', name));
    const page = pageOf(sorted(matching, query, { name: ({ name }) => name }), query);
    const withConnectors = query.includes.has('connectors');
    const resources = await Promise.all(page.map((pool) => presentPool(services, pool, withConnectors)));
    return context.json(
      envelope(
        context,
        query,
        resources.map((resource) => render(resource, services.shape)),
        matching.length,
      ),
    );
  });

  app.post('/connection-pools', async (context) => {
    requireManager(context);
    const body = await readBody(context, poolSchema);
    const now = clock.now();
    const pool = await database
      .insertInto('connection_pools')
      .values({ ...body, company_id: context.env.caller.company.id, created_at: now, updated_at: now })
      .returningAll()
      .executeTakeFirstOrThrow();
    return context.json({ data: render(poolResource(pool), services.shape) }, 201);
  });

  app.patch('/connection-pools/:id', async (context) => {
    requireManager(context);
    const pool = await requirePool(services, context);
    const body = await readBody(context, poolSchema.partial());
    const changed = await database
      .updateTable('connection_pools')
      .set({ ...body, updated_at: clock.now() })
      .where('id', '=', pool.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return context.json({ data: render(poolResource(changed), services.shape) });
  });

  app.delete('/connection-pools/:id', async (context) => {
    requireManager(context);
    const pool = await requirePool(services, context);
    await database.transaction().execute(async (transaction) => {
      await transaction.selectFrom('connection_pools').where('id', '=', pool.id).select('id').forUpdate().execute();
      const used = await transaction
        .selectFrom('connectors')
        .where('connection_pool_id', '=', pool.id)
        .select('id')
        .limit(1)
        .executeTakeFirst();
      if (used) {
        throw invalid(
          { connection_pool: ['This connection pool is used by connectors.'] },
          { code: 'connection_pool_in_use' },
        );
      }
      await transaction.deleteFrom('connection_pools').where('id', '=', pool.id).execute();
    });
    return context.json({ message: 'The connection pool has been deleted.' });
  });
  return app;
}

async function presentPool(services: PatchworksServices, pool: PoolRow, withConnectors: boolean) {
  const resource = poolResource(pool);
  if (!withConnectors) return resource;
  const connectors = await services.database
    .selectFrom('connectors')
    .where('connection_pool_id', '=', pool.id)
    .orderBy('id')
    .selectAll()
    .execute();
  return { ...resource, relations: { connectors: await presentConnectors(services, connectors, new Set()) } };
}

async function requirePool({ database }: PatchworksServices, context: ApiContext): Promise<PoolRow> {
  const pool = await database
    .selectFrom('connection_pools')
    .where('company_id', '=', context.env.caller.company.id)
    .where('id', '=', idIn(context, 'connection pool'))
    .selectAll()
    .executeTakeFirst();
  if (!pool) throw notFound('connection pool');
  return pool;
}
