import { type GraphqlDocument, withFragments } from './graphql-document.ts';

/** Everything that changes something at Prismatic. */
export const writeDocuments = {
  createInstance: withFragments(
    `mutation CreateInstance($input: CreateInstanceInput!) {
      createInstance(input: $input) { errors { field messages } instance { ...InstanceFields } }
    }`,
    'InstanceFields',
  ),

  updateInstance: withFragments(
    `mutation UpdateInstance($input: UpdateInstanceInput!) {
      updateInstance(input: $input) { errors { field messages } instance { ...InstanceFields } }
    }`,
    'InstanceFields',
  ),

  setValues: withFragments(
    `mutation UpdateInstanceConfigVariables($input: UpdateInstanceConfigVariablesInput!) {
      updateInstanceConfigVariables(input: $input) { errors { field messages } instance { ...InstanceFields } }
    }`,
    'InstanceFields',
  ),

  deployInstance: withFragments(
    `mutation DeployInstance($input: DeployInstanceInput!) {
      deployInstance(input: $input) { errors { field messages } instance { ...InstanceFields } }
    }`,
    'InstanceFields',
  ),

  removeInstance: {
    text: `mutation DeleteInstance($input: DeleteInstanceInput!) {
      deleteInstance(input: $input) { errors { field messages } instance { id } }
    }`,
  },

  disconnect: {
    text: `mutation DisconnectConnection($input: DisconnectConnectionInput!) {
      disconnectConnection(input: $input) { errors { field messages } instanceConfigVariable { id } }
    }`,
  },

  createCustomer: {
    text: `mutation CreateCustomer($input: CreateCustomerInput!) {
      createCustomer(input: $input) { errors { field messages } customer { id name externalId } }
    }`,
  },

  testFlow: withFragments(
    `mutation TestInstanceFlowConfig($input: TestInstanceFlowConfigInput!) {
      testInstanceFlowConfig(input: $input) {
        errors { field messages }
        testInstanceFlowConfigResult { statusCode headers body execution { ...RunFields } }
      }
    }`,
    'RunFields',
  ),

  replayRun: withFragments(
    `mutation ReplayExecution($input: ReplayExecutionInput!) {
      replayExecution(input: $input) { errors { field messages } instanceExecutionResult { ...RunFields } }
    }`,
    'RunFields',
  ),
} as const satisfies Record<string, GraphqlDocument>;
