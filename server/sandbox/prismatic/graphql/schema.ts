import {
  buildSchema,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  isScalarType,
  Kind,
} from 'graphql';

import { instanceResolvers } from './instance-resolvers.ts';
import { integrationResolvers } from './integration-resolvers.ts';
import { peopleResolvers } from './people-resolvers.ts';
import { runResolvers } from './run-resolvers.ts';
import definition from './schema.graphql?raw';

type FieldResolver = NonNullable<ReturnType<GraphQLObjectType['getFields']>[string]['resolve']>;

const resolvers: Record<string, Record<string, FieldResolver>> = {
  ...instanceResolvers,
  ...integrationResolvers,
  ...peopleResolvers,
  ...runResolvers,
};

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The part of Prismatic's schema that works here, with its resolvers and scalars. */
export function buildPrismaticSchema(): GraphQLSchema {
  const schema = buildSchema(definition);
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`The schema lacks the type ${typeName}`);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (!field) throw new Error(`The schema lacks the field ${typeName}.${name}`);
      field.resolve = resolve;
    }
  }
  const event = schema.getType('Event');
  if (event && 'resolveType' in event) event.resolveType = () => 'LogEvent';
  setScalar(schema, 'DateTime', readMoment, (value) => (value instanceof Date ? moment(value) : String(value)));
  setScalar(schema, 'UUID', readUuid, String);
  setScalar(schema, 'JSONString', readJsonText, toText);
  setScalar(schema, 'JSONOrString', readJsonText, toText);
  return schema;
}

function setScalar(
  schema: GraphQLSchema,
  name: string,
  read: (value: unknown) => unknown,
  serialize: (value: unknown) => string,
): void {
  const scalar = schema.getType(name);
  if (!isScalarType(scalar)) throw new Error(`The schema lacks the scalar ${name}`);
  scalar.parseValue = read;
  scalar.parseLiteral = (node) => read(node.kind === Kind.STRING ? node.value : undefined);
  scalar.serialize = serialize;
}

/** The vendor writes moments with six digits and an offset. */
function moment(value: Date): string {
  return value.toISOString().replace('Z', '000+00:00');
}

function readMoment(value: unknown): Date {
  const read = typeof value === 'string' ? new Date(value) : undefined;
  if (!read || Number.isNaN(read.getTime())) throw new GraphQLError('This is not a moment in ISO 8601');
  return read;
}

function readUuid(value: unknown): string {
  if (typeof value !== 'string' || !uuidForm.test(value)) throw new GraphQLError('This is not a UUID');
  return value;
}

function readJsonText(value: unknown): string {
  if (typeof value !== 'string') throw new GraphQLError('JSON is sent as text');
  try {
    JSON.parse(value);
  } catch {
    throw new GraphQLError('The text is not JSON');
  }
  return value;
}

/** On the wire JSON is always text. */
function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
