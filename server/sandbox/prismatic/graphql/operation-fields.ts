import { type DocumentNode, type FieldNode, getOperationAST, Kind, type SelectionSetNode } from 'graphql';

/** Lists the root fields that an operation selects; nothing when the operation cannot be told. */
export function rootFields(document: DocumentNode, operationName: string | null): FieldNode[] {
  const operation = getOperationAST(document, operationName);
  return operation ? collect(document, operation.selectionSet) : [];
}

function collect(document: DocumentNode, set: SelectionSetNode): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return collect(document, selection.selectionSet);
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? collect(document, fragment.selectionSet) : [];
  });
}
