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

/** `customFields` tells which outside account it is; nothing else of it is kept. */
const authenticationFields = `
  fragment AuthenticationFields on Authentication {
    id
    name
    customFields
    service { id title version }
    serviceEnvironment { id }
  }
`;

const fragments = { InstanceFields: instanceFields, AuthenticationFields: authenticationFields };

/** An operation that spreads these fragments. */
export function withFragments(
  operationName: string,
  operation: string,
  ...spread: (keyof typeof fragments)[]
): GraphqlDocument {
  return { operationName, text: [operation, ...spread.map((name) => fragments[name])].join('\n') };
}
