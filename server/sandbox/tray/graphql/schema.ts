import { buildSchema, type GraphQLSchema, isScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

import definition from './schema.graphql?raw';

/** Tray's schema, with its two scalars put to work. */
export function buildTraySchema(): GraphQLSchema {
  const schema = buildSchema(definition);
  const json = schema.getType('Json');
  const dateTime = schema.getType('DateTime');
  if (!isScalarType(json) || !isScalarType(dateTime)) throw new Error('The schema lacks its scalars');
  json.parseValue = toText;
  json.parseLiteral = (node: ValueNode, variables) =>
    node.kind === Kind.STRING ? node.value : toText(valueFromASTUntyped(node, variables));
  json.serialize = toText;
  dateTime.serialize = (value) => (value instanceof Date ? value.toISOString() : String(value));
  return schema;
}

/** On the wire a `Json` is always a string: whatever is not one is turned into its JSON text first. */
function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
