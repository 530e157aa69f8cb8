import type { HttpBindings } from '@hono/node-server';
import { defaultFieldResolver, execute, GraphQLError, type GraphQLFieldResolver } from 'graphql';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';

import type { Logger } from '#server/platform/logger.ts';

import { isJson } from '../../controls.ts';
import type { FaultBook } from '../../faults.ts';
import { answerUnderFaults } from '../../http-faults.ts';
import { callerKey, identifyCaller } from '../auth/callers.ts';
import type { CallerRates } from '../caller-rates.ts';
import { faultAnswers } from '../fault-answers.ts';
import { plainAnswers } from '../prismatic-errors.ts';
import type { PrismaticServices } from '../prismatic-services.ts';
import { concernedAccounts } from './concerned-accounts.ts';
import { connectionMutations } from './connection-mutations.ts';
import { createContext, strikes } from './context.ts';
import { instanceMutations } from './instance-mutations.ts';
import { withNulls } from './nulled.ts';
import { rootFields } from './operation-fields.ts';
import { organisationMutations } from './organisation-mutations.ts';
import { createDocumentParser } from '../../parsed-documents.ts';
import { queries } from './queries.ts';
import { runMutations } from './run-mutations.ts';
import { buildPrismaticSchema } from './schema.ts';

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

const maximumBodyBytes = 1024 * 1024;

const resolvers = {
  ...queries,
  ...instanceMutations,
  ...connectionMutations,
  ...runMutations,
  ...organisationMutations,
};

/** `POST /api`: everything that GraphQL answers. */
export function createGraphqlEndpoint(parts: {
  services: PrismaticServices;
  faults: FaultBook;
  rates: CallerRates;
  logger: Logger;
}): Hono<{ Bindings: HttpBindings }> {
  const { services, faults, rates, logger } = parts;
  const schema = buildPrismaticSchema();
  const parseDocument = createDocumentParser(schema);
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.use(bodyLimit({ maxSize: maximumBodyBytes }));
  app.post('/', async (context) => {
    const caller = await identifyCaller(services, context.req.header('authorization'));
    if (!caller) return plainAnswers.unauthorized();
    if (!rates.take(callerKey(caller))) return plainAnswers.rateLimited();
    const sent: unknown = isJson(context.req.header('content-type'))
      ? await context.req.json().catch(() => undefined)
      : undefined;
    const body = requestSchema.safeParse(sent);
    if (!body.success) return context.json({ errors: [{ message: 'POST body sent invalid JSON.' }] }, 400);
    const parsed = parseDocument(body.data.query);
    if ('errors' in parsed) return context.json({ errors: parsed.errors }, 400);

    const { document } = parsed;
    const variables = body.data.variables ?? {};
    const operationName = body.data.operationName ?? null;
    const fields = rootFields(document, operationName);
    const subject = { method: 'POST', path: context.req.path, fields: fields.map(({ name }) => name.value) };
    const matching = faults.isEmpty()
      ? []
      : faults.matching({ ...subject, accounts: await concernedAccounts(services, caller, document, variables) });

    return answerUnderFaults(matching, faultAnswers, context.env, async () => {
      const result = await execute({
        schema,
        document,
        rootValue: resolvers,
        contextValue: createContext(services, caller),
        variableValues: variables,
        operationName,
        fieldResolver: resolveField,
      });
      const unexpected = result.errors?.find(
        ({ originalError }) => originalError && !(originalError instanceof GraphQLError),
      );
      if (unexpected) {
        logger.error({ error: unexpected.originalError?.stack }, 'the imitation of Prismatic failed');
        return plainAnswers.broken();
      }
      if (strikes(matching, 'nulls')) {
        return context.json({
          data: withNulls(
            result.data,
            fields.map(({ alias, name }) => (alias ?? name).value),
          ),
        });
      }
      return context.json(result);
    });
  });
  return app;
}

/** A field without a resolver of its own is the row's column: `createdAt` is `created_at`. */
const resolveField: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  const column = info.fieldName.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (typeof source === 'object' && source !== null && !(info.fieldName in source) && column in source) {
    return Object.entries(source).find(([name]) => name === column)?.[1];
  }
  return defaultFieldResolver(source, args, context, info);
};
