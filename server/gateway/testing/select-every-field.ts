import schemaText from '#contract/schema.graphql?raw';
import {
  buildSchema,
  getNamedType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

export const schema = buildSchema(schemaText);

/** A selection of every field of a type, and of all types behind it: a new field is asked for without further ado. */
export function selectEveryField(typeName: string): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`${typeName} has no fields`);
  return `{ ${fieldsOf(type)} ${isInterfaceType(type) ? ofItsTypes(type) : ''} }`;
}

function fieldsOf(type: GraphQLObjectType | GraphQLInterfaceType): string {
  return Object.values(type.getFields())
    .map((field) => {
      const inner = getNamedType(field.type);
      return isObjectType(inner) || isInterfaceType(inner)
        ? `${field.name} ${selectEveryField(inner.name)}`
        : field.name;
    })
    .join(' ');
}

function ofItsTypes(type: GraphQLInterfaceType): string {
  return schema
    .getPossibleTypes(type)
    .map((possible) => `... on ${possible.name} { ${fieldsOf(possible)} }`)
    .join(' ');
}

/** The types with fields that a selection from the root can reach. */
export function reachableTypes(): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string) => {
    const type = schema.getType(name);
    if (reached.has(name) || !(isObjectType(type) || isInterfaceType(type))) return;
    reached.add(name);
    for (const field of Object.values(type.getFields())) visit(getNamedType(field.type).name);
    if (isInterfaceType(type)) for (const possible of schema.getPossibleTypes(type)) visit(possible.name);
  };
  for (const root of [schema.getQueryType(), schema.getMutationType()]) if (root) visit(root.name);
  return reached;
}
