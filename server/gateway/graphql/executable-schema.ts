import { makeExecutableSchema } from '@graphql-tools/schema';
import { type GraphQLSchema, GraphQLScalarType } from 'graphql';
import { activationChoiceResolvers } from './activation-choices.ts';
import { catalogueResolvers } from './catalogue.ts';
import { connectorInstanceResolvers } from './connector-instance.ts';
import { connectorResolvers } from './connectors.ts';
import { debugResolvers } from './debug.ts';
import { instanceResolvers } from './instance.ts';
import { instancesResolvers } from './instances.ts';
import { mutationResolvers } from './mutations.ts';
import { operationSummaryResolvers } from './operation-summary.ts';
import { valueMutationResolvers } from './value-mutations.ts';

/** Leaves as ISO 8601 in UTC. Nothing in the schema takes one in. */
const dateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
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
      debugResolvers,
      mutationResolvers,
      valueMutationResolvers,
      operationSummaryResolvers,
    ],
  });
}
