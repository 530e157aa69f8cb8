/**
 * A GraphQL operation whose text is fixed. Everything that differs from call to call travels as variables, so that no
 * name or id, whatever characters it holds, can become part of the text.
 */
export interface GraphqlDocument {
  operationName: string;
  text: string;
}

/**
 * What an index row and every decision about an instance need. Values are asked for because only they tell whether
 * something is missing; they go no further than the fingerprint.
 */
const instanceFields = `
  fragment InstanceFields on SolutionInstance {
    id
    name
    enabled
    created
    owner
    solution {
      id
      title
      authSlots { externalId title }
      configSlots { externalId title defaultValue }
    }
    authValues { externalId authId }
    configValues { externalId value }
    solutionVersionFlags {
      hasNewerVersion
      requiresUserInputToUpdateVersion
      requiresSystemInputToUpdateVersion
    }
  }
`;

/** An operation that spreads `InstanceFields`. */
export function withInstanceFields(operationName: string, operation: string): GraphqlDocument {
  return { operationName, text: [operation, instanceFields].join('\n') };
}
