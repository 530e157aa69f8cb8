import { type GraphqlDocument, withFragments } from './graphql-document.ts';

/** Everything that changes something at Tray, or opens a door through which it can be changed. */
export const writeDocuments = {
  createInstance: withFragments(
    'CreateSolutionInstance',
    `mutation CreateSolutionInstance($input: CreateSolutionInstanceInput!) {
      createSolutionInstance(input: $input) { solutionInstance { ...InstanceFields } }
    }`,
    'InstanceFields',
  ),

  updateInstance: withFragments(
    'UpdateSolutionInstance',
    `mutation UpdateSolutionInstance($input: UpdateSolutionInstanceInput!) {
      updateSolutionInstance(input: $input) { solutionInstance { ...InstanceFields } }
    }`,
    'InstanceFields',
  ),

  upgradeInstance: withFragments(
    'UpgradeSolutionInstance',
    `mutation UpgradeSolutionInstance($input: UpgradeSolutionInstanceInput!) {
      upgradeSolutionInstance(input: $input) { solutionInstance { ...InstanceFields } }
    }`,
    'InstanceFields',
  ),

  // The payload has no other field, and a selection may not be empty.
  removeInstance: {
    operationName: 'RemoveSolutionInstance',
    text: `mutation RemoveSolutionInstance($input: RemoveSolutionInstanceInput!) {
      removeSolutionInstance(input: $input) { clientMutationId }
    }`,
  },

  createUser: {
    operationName: 'CreateExternalUser',
    text: `mutation CreateExternalUser($input: CreateExternalUserInput!) {
      createExternalUser(input: $input) { userId }
    }`,
  },

  generateCode: {
    operationName: 'GenerateAuthorizationCode',
    text: `mutation GenerateAuthorizationCode($input: GenerateAuthorizationCodeInput!) {
      generateAuthorizationCode(input: $input) { authorizationCode }
    }`,
  },
} as const satisfies Record<string, GraphqlDocument>;
