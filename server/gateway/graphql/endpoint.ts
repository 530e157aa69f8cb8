import schemaText from '#contract/schema.graphql?raw';
import { execute, type ExecutionResult, getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import type { Hono } from 'hono';
import { z } from 'zod';
import { describe } from '../answer-problem.ts';
import { ProblemError } from '../problem-error.ts';
import { isViewing } from '../read-only-view.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';
import type { GraphContext } from './context.ts';
import { buildExecutableSchema } from './executable-schema.ts';
import { costRefusal } from './limits.ts';
import { createPreparer, hasOneOperation } from './prepared.ts';

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** GraphQL over POST. What fails inside answers 200 with `errors[].extensions.code`, a code of the contract. */
export function addGraphEndpoint(app: Hono<GatewayEnvironment>, services: Services): void {
  const schema = buildExecutableSchema(schemaText);
  const prepare = createPreparer(schema, { allowsIntrospection: services.deployment.mode === 'sandbox' });

  app.post('/api/graphql', async (context) => {
    const person = signedInPerson(context);
    const body = requestSchema.safeParse(await context.req.json().catch(() => null));
    if (!body.success) throw new ProblemError('bad_input');
    const requestId = context.get('requestId');
    const prepared = prepare(body.data.query);
    if ('errors' in prepared)
      return context.json({ errors: prepared.errors.map((error) => refusal(error, requestId)) });
    if (!hasOneOperation(prepared.document)) {
      return context.json({ errors: [refusal(new GraphQLError('Send one operation to a request.'), requestId)] });
    }
    if (isViewing(person) && getOperationAST(prepared.document)?.operation !== OperationTypeNode.QUERY) {
      const problem = await describe(services, new ProblemError('view_only'), { requestId, personId: person.id });
      return context.json({ errors: [{ message: problem.code, extensions: problem }] });
    }
    const variables = body.data.variables ?? {};
    const tooCostly = costRefusal(schema, prepared.document, variables);
    if (tooCostly) return context.json({ errors: [refusal(tooCostly, requestId)] });
    const contextValue: GraphContext = { services, person, requestId };
    const result = await execute({
      schema,
      document: prepared.document,
      contextValue,
      variableValues: variables,
      operationName: body.data.operationName ?? null,
    });
    return context.json(await translate(services, result, contextValue));
  });
}

/** The question itself is wrong: graphql-js says where, and that may be told. */
function refusal(error: GraphQLError, requestId: string) {
  return { ...error.toJSON(), extensions: { code: 'bad_input', changed: 'nothing', requestId } };
}

/** Replaces what went wrong by problems of the contract. Nothing else about an error leaves the server. */
async function translate(services: Services, result: ExecutionResult, context: GraphContext) {
  if (!result.errors) return result;
  const request = { requestId: context.requestId, personId: context.person.id };
  const errors = await Promise.all(
    result.errors.map(async (error) => {
      // Without a path it is about the question or its variables, before any field was asked for.
      if (!error.path) return refusal(error, context.requestId);
      const problem = await describe(services, error.originalError ?? error, request);
      return { message: problem.code, path: error.path, locations: error.locations, extensions: problem };
    }),
  );
  return { ...result, errors };
}
