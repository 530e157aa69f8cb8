import { makeExecutableSchema } from '@graphql-tools/schema';
import { GraphQLError, type GraphQLSchema, GraphQLScalarType, Kind } from 'graphql';
import { accountResolvers } from './accounts.ts';
import { activationChoiceResolvers } from './activation-choices.ts';
import { auditResolvers } from './audit.ts';
import { catalogueResolvers } from './catalogue.ts';
import { connectorInstanceResolvers } from './connector-instance.ts';
import { connectorResolvers } from './connectors.ts';
import { debugResolvers } from './debug.ts';
import { debugAnswersResolvers } from './debug-answers.ts';
import { deployableInstanceResolvers } from './deployable-instance.ts';
import { deploymentResolvers } from './deployments.ts';
import { instanceResolvers } from './instance.ts';
import { instancesResolvers } from './instances.ts';
import { jobResolvers } from './jobs.ts';
import { mutationResolvers } from './mutations.ts';
import { operationSummaryResolvers } from './operation-summary.ts';
import { overviewResolvers } from './overview.ts';
import { runCountResolvers } from './run-counts.ts';
import { runResolvers } from './runs.ts';
import { solutionInstanceResolvers } from './solution-instance.ts';
import { upgradeResolvers } from './upgrades.ts';
import { valueMutationResolvers } from './value-mutations.ts';

/** A moment of ISO 8601 with its offset: without one it would be another moment on each server. */
const isoMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function readMoment(value: unknown): Date {
  const moment = typeof value === 'string' && isoMoment.test(value) ? new Date(value) : null;
  if (moment === null || Number.isNaN(moment.getTime()))
    throw new GraphQLError('A DateTime is ISO 8601 with an offset.');
  return moment;
}

/** Leaves as ISO 8601 in UTC, and comes in as that with any offset. */
const dateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  parseValue: readMoment,
  parseLiteral: (node) => readMoment(node.kind === Kind.STRING ? node.value : null),
  serialize: (value) => {
    if (value instanceof Date) return value.toISOString();
    throw new TypeError('a DateTime must be a Date');
  },
});

/** The contract's schema with our resolvers, one file to a noun. Each names only fields that the schema has. */
export function buildExecutableSchema(text: string): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: text,
    resolvers: [
      { DateTime: dateTime },
      instancesResolvers,
      instanceResolvers,
      catalogueResolvers,
      activationChoiceResolvers,
      connectorResolvers,
      connectorInstanceResolvers,
      deployableInstanceResolvers,
      runResolvers,
      runCountResolvers,
      accountResolvers,
      debugResolvers,
      debugAnswersResolvers,
      auditResolvers,
      overviewResolvers,
      upgradeResolvers,
      mutationResolvers,
      valueMutationResolvers,
      operationSummaryResolvers,
      deploymentResolvers,
      solutionInstanceResolvers,
      jobResolvers,
    ],
  });
}
