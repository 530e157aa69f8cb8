import type { HttpBindings } from '@hono/node-server';
import { type DocumentNode, execute, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';

import type { Logger } from '#server/platform/logger.ts';

import { isJson } from '../../controls.ts';
import type { FaultBook, MatchingFault } from '../../faults.ts';
import { answerUnderFaults, type VendorFaultAnswers } from '../../http-faults.ts';
import type { RateLimiter } from '../../rate-limit.ts';
import { type Caller, identifyCaller } from '../store/tokens.ts';
import { plainAnswers, TrayError, withTrayExtensions } from '../tray-errors.ts';
import type { TrayServices } from '../tray-services.ts';
import { concernedAccounts } from './concerned-accounts.ts';
import { strikes } from './context.ts';
import { instanceMutations } from './instance-mutations.ts';
import { withNulls } from './nulled.ts';
import { type OperationField, operationFields } from './operation-fields.ts';
import { organisationMutations } from './organisation-mutations.ts';
import { createDocumentParser } from '../../parsed-documents.ts';
import { mayAsk } from './permissions.ts';
import { queries } from './queries.ts';
import { buildTraySchema } from './schema.ts';

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

const maximumBodyBytes = 1024 * 1024;

/** What the endpoint needs besides the data. */
export interface EndpointParts {
  services: TrayServices;
  faults: FaultBook;
  rateLimiter: RateLimiter;
  logger: Logger;
}

/** One understood request. */
interface TrayRequest {
  caller: Caller;
  document: DocumentNode;
  operationName: string | null;
  variables: Record<string, unknown>;
  fields: readonly OperationField[];
}

const resolvers = { ...queries, ...instanceMutations, ...organisationMutations };

/** `POST /graphql`, answered as Tray answers it: always JSON, and never with a CORS header. */
export function createGraphqlEndpoint(parts: EndpointParts): Hono<{ Bindings: HttpBindings }> {
  const schema = buildTraySchema();
  const parseDocument = createDocumentParser(schema);
  const { services, faults, rateLimiter } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.use(
    bodyLimit({
      maxSize: maximumBodyBytes,
      onError: () => Response.json({ message: 'Request too long' }, { status: 413 }),
    }),
  );

  app.post('/', async (context) => {
    if (!isJson(context.req.header('content-type'))) {
      return context.json({ message: 'Unsupported Media Type' }, 415);
    }
    const caller = await identifyCaller(services, context.req.header('authorization'));
    if (!caller) return plainAnswers.unauthorized();
    const body = requestSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!body.success) return context.json({ message: 'Bad Request' }, 400);

    const parsed = parseDocument(body.data.query);
    const document = 'document' in parsed ? parsed.document : undefined;
    const operationName = body.data.operationName ?? null;
    const variables = body.data.variables ?? {};
    const fields = document ? operationFields(schema, document, operationName, variables) : [];
    if (!rateLimiter.take()) return failure(rateLimitError(fields, services));
    if ('errors' in parsed) return failure(...parsed.errors.map((error) => tagged(error, services)));
    if (!fields.every(({ name }) => mayAsk(caller, name))) return plainAnswers.forbidden();

    const request = { caller, document: parsed.document, operationName, variables, fields };
    const matching = await matchFaults(context, faults, services, request);
    return answerUnderFaults(matching, faultAnswers(fields, services), context.env, () =>
      run(schema, parts, request, matching),
    );
  });
  return app;
}

async function matchFaults(
  context: Context,
  faults: FaultBook,
  services: TrayServices,
  { caller, fields }: TrayRequest,
): Promise<MatchingFault[]> {
  if (faults.isEmpty()) return [];
  return faults.matching({
    method: context.req.method,
    path: context.req.path,
    // What stands under `viewer` can be named by itself or by its root field.
    fields: fields.flatMap(({ name, responsePath }) => (responsePath.length > 1 ? [name, 'viewer'] : [name])),
    accounts: await concernedAccounts(services, caller, fields),
  });
}

async function run(
  schema: GraphQLSchema,
  { services, logger }: EndpointParts,
  request: TrayRequest,
  faults: readonly MatchingFault[],
): Promise<Response> {
  await services.catalogue.rollOutDue();
  const contextValue = { services, caller: request.caller, faults };
  const result = await execute({
    schema,
    document: request.document,
    rootValue: resolvers,
    contextValue,
    variableValues: request.variables,
    operationName: request.operationName,
  });
  const unexpected = result.errors?.find(({ originalError }) => originalError && !isExpected(originalError));
  if (unexpected) {
    logger.error({ error: unexpected.originalError?.stack }, 'the imitation of Tray failed');
    return plainAnswers.broken();
  }
  return Response.json(present(result, request, faults, contextValue.services, strikes(contextValue, 'nulls')));
}

function present(
  result: ExecutionResult,
  { fields }: TrayRequest,
  faults: readonly MatchingFault[],
  services: TrayServices,
  nulled: boolean,
): unknown {
  if (nulled) {
    const hit = new Set(faults.filter(({ fault }) => fault.fault === 'nulls').map(({ fault }) => fault.match));
    const matched = fields.filter(({ name }) => hit.has(name));
    return { data: withNulls(result.data, matched.length > 0 ? matched : fields) };
  }
  if (!result.errors) return { data: result.data };
  return { data: result.data ?? null, errors: result.errors.map((error) => tagged(error, services)) };
}

/** Errors of graphql-js and of this imitation are answers; anything else is a defect. */
function isExpected(error: Error): boolean {
  return error instanceof GraphQLError;
}

function faultAnswers(fields: readonly OperationField[], services: TrayServices): VendorFaultAnswers {
  return {
    '401': plainAnswers.unauthorized,
    '403': plainAnswers.forbidden,
    '500': plainAnswers.broken,
    'rate-limit': () => failure(rateLimitError(fields, services)),
    'graphql-errors': () => failure(located(new TrayError('internal', 'Something went wrong', now(services)), fields)),
  };
}

function rateLimitError(fields: readonly OperationField[], services: TrayServices): GraphQLError {
  return located(new TrayError('rateLimit', 'Rate limit exceeded', now(services)), fields);
}

/** Adds `path` and `locations` of the first field asked for. */
function located(error: GraphQLError, fields: readonly OperationField[]): GraphQLError {
  const field = fields[0];
  if (!field) return error;
  return new GraphQLError(error.message, { nodes: field.node, path: field.responsePath, extensions: error.extensions });
}

function tagged(error: GraphQLError, services: TrayServices): GraphQLError {
  return withTrayExtensions(error, now(services));
}

function failure(...errors: GraphQLError[]): Response {
  return Response.json({ data: null, errors });
}

function now(services: TrayServices): Date {
  return services.clock.now();
}
