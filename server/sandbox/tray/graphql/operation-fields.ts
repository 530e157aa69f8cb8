import {
  type DocumentNode,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  getNamedType,
  Kind,
  type FieldNode,
  type SelectionSetNode,
} from 'graphql';

/** A field that permissions, faults and the rate limit look at: a root field, or one under `viewer`. */
export interface OperationField {
  name: string;
  /** Where its value stands in the answer's `data`. */
  responsePath: string[];
  arguments: Record<string, unknown>;
  node: FieldNode;
}

/** Lists what an operation asks for; nothing when the operation cannot be told, which execution then reports. */
export function operationFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
  variables: Record<string, unknown>,
): OperationField[] {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return [];
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced ?? {};
  return collect({ document, variables: coerced }, root, operation.selectionSet, []);
}

interface Scope {
  document: DocumentNode;
  variables: Record<string, unknown>;
}

function collect(scope: Scope, type: GraphQLObjectType, set: SelectionSetNode, path: string[]): OperationField[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return collect(scope, type, selection.selectionSet, path);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = scope.document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
      );
      return fragment && 'selectionSet' in fragment && fragment.selectionSet
        ? collect(scope, type, fragment.selectionSet, path)
        : [];
    }
    return field(scope, type, selection, path);
  });
}

function field(scope: Scope, type: GraphQLObjectType, node: FieldNode, path: string[]): OperationField[] {
  const definition = type.getFields()[node.name.value];
  if (!definition) return [];
  const responsePath = [...path, (node.alias ?? node.name).value];
  const own = {
    name: node.name.value,
    responsePath,
    arguments: readArguments(scope, definition, node),
    node,
  };
  const inner = getNamedType(definition.type);
  const isViewer = path.length === 0 && node.name.value === 'viewer';
  if (!isViewer || !isObjectType(inner) || !node.selectionSet) return [own];
  return collect(scope, inner, node.selectionSet, responsePath);
}

function readArguments(
  scope: Scope,
  definition: Parameters<typeof getArgumentValues>[0],
  node: FieldNode,
): Record<string, unknown> {
  try {
    return getArgumentValues(definition, node, scope.variables);
  } catch {
    // Arguments that do not fit are execution's to report; here they concern nobody.
    return {};
  }
}
