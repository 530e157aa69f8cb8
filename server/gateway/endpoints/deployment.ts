import { type DeploymentResponse, getDeployment } from '#contract/endpoints/deployment.ts';
import type { Hono } from 'hono';
import { listFeaturedPeople } from '../../accounts/people.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';

/** How this deployment is set up; the sign-in page asks before anybody is known. */
export function addDeploymentEndpoint(app: Hono<GatewayEnvironment>, services: Services): void {
  app.get(getDeployment.path, async (context) => {
    const { mode, wizardOrigins, hasUpgradeHook, companyName } = services.deployment;
    const { hostTokens, openId } = services.signIn;
    const deployment: DeploymentResponse = {
      mode,
      signIn: { hostToken: hostTokens !== null, openId: openId !== null },
      demoPeople: mode === 'sandbox' ? await listFeaturedPeople(services.database) : [],
      vendors: [...services.adapters.values()].map(({ vendor, capabilities }) => ({ vendor, capabilities })),
      wizardOrigins,
      hasUpgradeHook,
      companyName,
    };
    return context.json(deployment);
  });
}
