import { postActivation } from '#contract/endpoints/activations.ts';
import { eventStreamPath } from '#contract/endpoints/events.ts';
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { createMiddleware } from 'hono/factory';
import { answerProblem } from './answer-problem.ts';
import { addAccountEndpoints } from './endpoints/accounts.ts';
import { addActivationEndpoint } from './endpoints/activations.ts';
import { addAuthDialogEndpoints } from './endpoints/auth-dialogs.ts';
import { addBulkEndpoints } from './endpoints/bulks.ts';
import { addConfigurationCopyEndpoint } from './endpoints/configuration-copies.ts';
import { addConnectorEndpoints } from './endpoints/connectors.ts';
import { addDeployableEndpoints } from './endpoints/deployables.ts';
import { addDemoAccountEndpoint } from './endpoints/demo-accounts.ts';
import { addDeploymentEndpoint } from './endpoints/deployment.ts';
import { addDeploymentsEndpoints } from './endpoints/deployments.ts';
import { addExportEndpoints } from './endpoints/exports.ts';
import { addHealthEndpoints } from './endpoints/health.ts';
import { addOperationEndpoints } from './endpoints/operations.ts';
import { addOwnSessionEndpoints } from './endpoints/own-sessions.ts';
import { addPeopleEndpoints } from './endpoints/people.ts';
import { addReturnEndpoint } from './endpoints/return.ts';
import { addRunEndpoints } from './endpoints/runs.ts';
import { addOpenIdEndpoints, addSessionEndpoints } from './endpoints/session.ts';
import { addUpgradeNoticeEndpoints } from './endpoints/upgrade-notices.ts';
import { addVersionEndpoints } from './endpoints/versions.ts';
import { addViewEndpoints } from './endpoints/views.ts';
import { addViewAsEndpoints } from './endpoints/view-as.ts';
import { addWizardSessionEndpoints } from './endpoints/wizard-sessions.ts';
import { addEventsEndpoint } from './events/endpoint.ts';
import { refuseForgery } from './forgery.ts';
import { addGraphEndpoint } from './graphql/endpoint.ts';
import { checkHost } from './host-check.ts';
import { addPageRoutes } from './page/page-routes.ts';
import { ProblemError } from './problem-error.ts';
import { refuseChangesWhileViewing } from './read-only-view.ts';
import type { GatewayEnvironment } from './request-variables.ts';
import { secureHeaders } from './security-headers.ts';
import type { Services } from './services.ts';
import { readSessionCookie } from './session-cookie.ts';

const bodyLimitBytes = 64 * 1024;
/** With an activation all that an instance is set to may come, read from a copy. */
const activationLimitBytes = 2 * 1024 * 1024;

/** Paths under /api/ that answer without a session. */
const openPaths = new Set([
  '/api/session',
  '/api/session/openid',
  '/api/return',
  '/api/deployment',
  '/api/demo/accounts',
  '/api/health/live',
  '/api/health/ready',
]);

/** The whole gateway: what every request passes through, then the endpoints, then the page. */
export function createApp(
  services: Services,
  page: { clientFolder: string; renderDocument: ((nonce: string) => string) | null },
): Hono<GatewayEnvironment> {
  const { publicOrigin, wizardOrigins } = services.deployment;
  const app = new Hono<GatewayEnvironment>();
  app.onError((error, context) => answerProblem(services, error, context));
  app.use(identifyRequest);
  app.use(secureHeaders(wizardOrigins));
  app.use(checkHost(publicOrigin));
  app.use(compress());
  app.use('/api/*', recognisePerson(services));
  app.use('/api/*', demandSession);
  app.use('/api/*', refuseForgery(publicOrigin));
  app.use('/api/*', refuseChangesWhileViewing);
  app.use('/api/*', limitBody);
  addHealthEndpoints(app, services, page.renderDocument !== null);
  addSessionEndpoints(app, services);
  addOpenIdEndpoints(app, services);
  addReturnEndpoint(app, services);
  addOwnSessionEndpoints(app, services);
  addPeopleEndpoints(app, services);
  addAccountEndpoints(app, services);
  addViewAsEndpoints(app, services);
  addDeploymentEndpoint(app, services);
  if (services.deployment.mode === 'sandbox') addDemoAccountEndpoint(app, services);
  addActivationEndpoint(app, services);
  addOperationEndpoints(app, services);
  addWizardSessionEndpoints(app, services);
  addAuthDialogEndpoints(app, services);
  addConnectorEndpoints(app, services);
  addVersionEndpoints(app, services);
  addDeployableEndpoints(app, services);
  addConfigurationCopyEndpoint(app, services);
  addRunEndpoints(app, services);
  addDeploymentsEndpoints(app, services);
  addBulkEndpoints(app, services);
  addExportEndpoints(app, services);
  addViewEndpoints(app, services);
  addUpgradeNoticeEndpoints(app, services);
  addEventsEndpoint(app, services);
  addGraphEndpoint(app, services);
  app.all('/api/*', () => {
    throw new ProblemError('not_found');
  });
  addPageRoutes(app, page);
  return app;
}

const limitUsualBody = bodyLimit({ maxSize: bodyLimitBytes });
const limitActivation = bodyLimit({ maxSize: activationLimitBytes });

const limitBody = createMiddleware<GatewayEnvironment>((context, next) =>
  context.req.path === postActivation.path ? limitActivation(context, next) : limitUsualBody(context, next),
);

const identifyRequest = createMiddleware<GatewayEnvironment>(async (context, next) => {
  context.set('requestId', randomUUID());
  context.set('person', null);
  await next();
});

function recognisePerson(services: Services) {
  return createMiddleware<GatewayEnvironment>(async (context, next) => {
    const id = readSessionCookie(context, services.deployment.publicOrigin);
    // A page that only listens is no sign that somebody is there.
    const isListening = context.req.path === eventStreamPath;
    const { sessions } = services;
    if (id) context.set('person', await (isListening ? sessions.look(id) : sessions.find(id)));
    await next();
  });
}

/** Comes before the check for forgery: whoever is not signed in learns nothing else. */
const demandSession = createMiddleware<GatewayEnvironment>(async (context, next) => {
  if (context.get('person') === null && !openPaths.has(context.req.path)) throw new ProblemError('signed_out');
  await next();
});
