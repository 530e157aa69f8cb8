import { type Kysely, sql } from 'kysely';
import type { Hono } from 'hono';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';

/** `live`: the process answers. `ready`: page, database, vendors and the demo people's instances are there. */
export function addHealthEndpoints(app: Hono<GatewayEnvironment>, services: Services, hasPage: boolean): void {
  app.get('/api/health/live', (context) => context.json({ status: 'live' }));
  app.get('/api/health/ready', async (context) => {
    const database = await answers(services.database);
    const vendors = database && (await services.isReady());
    const isReady = hasPage && database && vendors;
    return context.json(
      { status: isReady ? 'ready' : 'starting', page: hasPage, database, vendors },
      isReady ? 200 : 503,
    );
  });
}

async function answers<Tables>(database: Kysely<Tables>): Promise<boolean> {
  try {
    await sql`select 1`.execute(database);
    return true;
  } catch {
    return false;
  }
}
