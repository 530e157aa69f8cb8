import { postDemoAccount } from '#contract/endpoints/session.ts';
import type { Hono } from 'hono';
import { makeDemoAccount } from '../../accounts/demo.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';

/** Fresh accounts for tests and demonstrations. */
export function addDemoAccountEndpoint(app: Hono<GatewayEnvironment>, services: Services): void {
  app.post(postDemoAccount.path, async (context) => {
    const account = await makeDemoAccount(services.database, [...services.adapters.values()], services.clock);
    return context.json(account, 201);
  });
}
