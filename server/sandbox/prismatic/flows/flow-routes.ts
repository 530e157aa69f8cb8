import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

import type { FaultBook } from '../../faults.ts';
import { answerUnderFaults } from '../../http-faults.ts';
import type { FlowConfigRow, FlowDefinition, PrismaticDatabase, VersionRow } from '../database/tables.ts';
import { faultAnswers } from '../fault-answers.ts';
import { globalId } from '../global-ids.ts';
import { plainAnswers } from '../prismatic-errors.ts';
import type { PrismaticServices } from '../prismatic-services.ts';
import { isSigned } from '../signed-addresses.ts';
import { findVersion } from '../store/versions.ts';
import { encodeMsgpack } from './msgpack.ts';
import { runFlow } from './run-flow.ts';

const maximumPayloadBytes = 1024 * 1024;
const uuid = '[0-9a-f-]{36}';

/** The webhook addresses that start flows, and the stored payloads and results of their runs. */
export function createFlowRoutes(services: PrismaticServices, faults: FaultBook): Hono<{ Bindings: HttpBindings }> {
  const { database, clock } = services;
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.post('/trigger/:key', bodyLimit({ maxSize: maximumPayloadBytes }), async (context) => {
    const found = await findTriggered(database, context.req.param('key'));
    if (!found) return plainAnswers.notFound();
    const matching = faults.matching({ method: 'POST', path: context.req.path, fields: [], accounts: found.accounts });
    return answerUnderFaults(matching, faultAnswers, context.env, async () => {
      const { config, flow, version } = found;
      if (flow.endpointSecurityType === 'CUSTOMER_REQUIRED' || config.api_keys.length > 0) {
        // Any header may carry the key: the vendor only asks that one of them is sent.
        const sent = [...context.req.raw.headers.values()];
        if (!config.api_keys.some((key) => sent.includes(key))) return plainAnswers.unauthorized();
      }
      const execution = await runFlow(services, config, flow, version.id, {
        payload: {
          contentType: context.req.header('content-type') ?? 'application/octet-stream',
          body: await context.req.text(),
        },
        type: 'WEBHOOK',
        isTest: false,
        replayOf: null,
      });
      const executionId = globalId('InstanceExecutionResult', execution.id);
      if (!flow.isSynchronous) return context.json({ executionId });
      return new Response(execution.response.body, {
        status: execution.error === null ? 200 : 500,
        headers: { 'content-type': execution.response.contentType, 'prismatic-executionid': executionId },
      });
    });
  });

  app.get(`/files/step-results/:id{${uuid}}`, async (context) => {
    if (!isSigned(services, new URL(context.req.url))) return plainAnswers.forbidden();
    const step = await database
      .selectFrom('step_results')
      .where('id', '=', context.req.param('id'))
      .where('ended_at', '<=', clock.now())
      .select('output')
      .executeTakeFirst();
    if (!step) return plainAnswers.notFound();
    return new Response(new Uint8Array(encodeMsgpack({ data: step.output })), {
      headers: { 'content-type': 'application/msgpack' },
    });
  });

  app.get(`/files/:side{requests|responses}/:id{${uuid}}`, async (context) => {
    if (!isSigned(services, new URL(context.req.url))) return plainAnswers.forbidden();
    const execution = await database
      .selectFrom('executions')
      .where('id', '=', context.req.param('id'))
      .select(['request', 'response', 'ended_at'])
      .executeTakeFirst();
    const isRequest = context.req.param('side') === 'requests';
    if (!execution || (!isRequest && execution.ended_at > clock.now())) return plainAnswers.notFound();
    const { contentType, body } = isRequest ? execution.request : execution.response;
    return new Response(body, { headers: { 'content-type': contentType } });
  });
  return app;
}

interface Triggered {
  config: FlowConfigRow;
  flow: FlowDefinition;
  version: VersionRow;
  accounts: string[];
}

/** The flow behind a webhook address, when its instance is deployed and not paused. */
async function findTriggered(database: PrismaticDatabase, key: string): Promise<Triggered | undefined> {
  const config = await database
    .selectFrom('flow_configs')
    .where('webhook_key', '=', key)
    .selectAll()
    .executeTakeFirst();
  if (!config) return undefined;
  const instance = await database
    .selectFrom('instances')
    .innerJoin('customers', 'customers.id', 'instances.customer_id')
    .where('instances.id', '=', config.instance_id)
    .where('enabled', '=', true)
    .where('system_suspended', '=', false)
    .where('last_deployed_at', 'is not', null)
    .select(['version_id', 'customers.external_id'])
    .executeTakeFirst();
  const version = instance && (await findVersion(database, instance.version_id));
  const flow = version?.definition.flows.find(({ id }) => id === config.flow_id);
  if (!version || !flow) return undefined;
  return { config, flow, version, accounts: instance.external_id === null ? [] : [instance.external_id] };
}
