import { checkCredentials } from '../credentials/check.ts';
import { changeConnector, createConnector, finishAuthorisation, requireMethod } from '../credentials/save-connector.ts';
import { mergeVariables } from '../credentials/variables.ts';
import type { ConnectorRow } from '../database/tables.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { invalid } from '../refusal.ts';
import { removeConnector } from '../store/connector-usage.ts';
import { listConnectors, methodOfConnector, requireConnector } from '../store/connectors.ts';
import { listFlows, stepsOf } from '../store/flows.ts';
import {
  type ApiApp,
  type ApiContext,
  createApiApp,
  idIn,
  parseFields,
  readBody,
  requireManager,
} from './api-context.ts';
import { changeSchema, createSchema, finishSchema, given, methodSchema, testedSchema } from './connector-bodies.ts';
import { connectorIncludes, presentConnectors } from './connector-presenter.ts';
import { envelope, readIncludes, readListQuery } from './list-query.ts';
import { render } from './resource.ts';

/** Instances: `connectors` in the vendor's words. */
export function createConnectorRoutes(services: PatchworksServices): ApiApp {
  const app = createApiApp();

  app.get('/connectors', async (context) => {
    const query = readListQuery(context, {
      filters: ['name', 'system', 'system_template_id', 'forSystemTemplate'],
      includes: connectorIncludes,
      sorts: ['name', 'created_at', 'updated_at'],
    });
    if (query.includes.has('variables')) requireManager(context);
    const { filters, page, perPage } = query;
    const { rows, total } = await listConnectors(services, context.env.caller.company.id, {
      names: filters.get('name'),
      systemIds: numbers(filters.get('system')),
      templateIds: numbers(filters.get('system_template_id') ?? filters.get('forSystemTemplate')),
      sort: query.sort,
      limit: perPage,
      offset: (page - 1) * perPage,
    });
    const resources = await presentConnectors(services, rows, query.includes);
    return context.json(
      envelope(
        context,
        query,
        resources.map((resource) => render(resource, services.shape)),
        total,
      ),
    );
  });

  app.get('/connectors/:id', async (context) => {
    requireManager(context);
    return answer(services, context, await ownConnector(services, context), 200);
  });

  app.post('/connectors/test', async (context) => {
    requireManager(context);
    const body = await readBody(context, testedSchema);
    const companyId = context.env.caller.company.id;
    if (body.connector_id !== undefined) {
      const connector = await requireConnector(services, companyId, body.connector_id);
      const { template, method } = await methodOfConnector(services, connector);
      const values = mergeVariables(method, connector.variables, given(body.variables));
      const credentials = { template, method, values, accessToken: connector.access_token };
      return context.json({ data: await checkCredentials(services, credentials) });
    }
    const { template, method } = await requireMethod(services, companyId, parseFields(body, methodSchema));
    if (method.type === 'oauth2') {
      throw invalid({ authentication_implementation_id: ['This method needs a sign-in and cannot be tested before.'] });
    }
    const values = mergeVariables(method, {}, given(body.variables));
    return context.json({ data: await checkCredentials(services, { template, method, values, accessToken: null }) });
  });

  app.post('/connectors', async (context) => {
    requireManager(context);
    const body = await readBody(context, createSchema);
    const { system_id, authentication_implementation_id, variables: list, redirect_uri, ...rest } = body;
    const saved = await createConnector(services, context.env.caller.company.id, {
      system_id,
      authentication_implementation_id,
      settings: rest,
      variables: given(list),
      redirectUri: redirect_uri,
    });
    if (saved.kind === 'consent') return context.json({ data: saved.authorisation }, 202);
    return answer(services, context, saved.connector, 201);
  });

  app.patch('/connectors/:id', async (context) => {
    requireManager(context);
    const connector = await ownConnector(services, context);
    const body = await readBody(context, changeSchema);
    const {
      variables: list,
      redirect_uri,
      system_id: _system,
      authentication_implementation_id: _method,
      ...rest
    } = body;
    const saved = await changeConnector(services, connector, {
      settings: rest,
      variables: given(list),
      redirectUri: redirect_uri,
    });
    if (saved.kind === 'consent') return context.json({ data: saved.authorisation }, 202);
    return answer(services, context, saved.connector, 200);
  });

  app.delete('/connectors/:id', async (context) => {
    requireManager(context);
    await removeConnector(services, context.env.caller.company.id, idIn(context, 'connector'));
    return context.json({ message: 'The connector has been deleted.' });
  });

  app.get('/connectors/:id/flows', async (context) => {
    const connector = await ownConnector(services, context);
    const flows = await listFlows(services, connector.company_id, connector.id);
    const steps = await stepsOf(
      services,
      flows.map((flow) => flow.id),
    );
    return context.json({
      data: flows.map((flow) => ({
        id: flow.id,
        name: flow.name,
        is_enabled: flow.is_enabled,
        steps: steps
          .filter((step) => step.flow_id === flow.id && step.connector_id === connector.id)
          .map((step) => ({ id: step.id, name: step.name })),
      })),
    });
  });

  app.post('/oauth/authenticate', async (context) => {
    requireManager(context);
    const body = await readBody(context, finishSchema);
    const { connector, isNew } = await finishAuthorisation(services, context.env.caller.company.id, body);
    return answer(services, context, connector, isNew ? 201 : 200);
  });
  return app;
}

function ownConnector(services: PatchworksServices, context: ApiContext): Promise<ConnectorRow> {
  return requireConnector(services, context.env.caller.company.id, idIn(context, 'connector'));
}

async function answer(
  services: PatchworksServices,
  context: ApiContext,
  connector: ConnectorRow,
  status: 200 | 201,
): Promise<Response> {
  const includes = readIncludes(context, connectorIncludes);
  const [resource] = await presentConnectors(services, [connector], includes);
  return context.json({ data: resource && render(resource, services.shape) }, status);
}

function numbers(texts: readonly string[] | undefined): number[] | undefined {
  return texts?.map(Number).filter((number) => Number.isSafeInteger(number) && number <= 2_147_483_647);
}
