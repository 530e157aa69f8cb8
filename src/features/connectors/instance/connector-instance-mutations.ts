import type { FieldValues, InstanceDetails } from '#contract/connectors.ts';
import { postConnectorCredentials } from '#contract/endpoints/connectors.ts';
import type { CredentialsOutcome } from '#contract/endpoints/connectors.ts';
import { graphql } from '#src/api/graphql.ts';
import type { VariablesOf } from '#src/api/graphql.ts';
import { send } from '#src/api/http.ts';
import { mutate } from '#src/features/instances/instance-mutations.ts';
import { instanceRowFragment } from '#src/features/instances/instance-row.ts';
import { acrossSignIn } from '#src/features/session/interruption.ts';
import { flowUseFragment } from './connector-instance-query.ts';
import type { FlowUse } from './connector-instance-query.ts';

const updateMutation = graphql(
  `
    mutation UpdateConnectorInstance($input: UpdateConnectorInstanceInput!) {
      updateConnectorInstance(input: $input) {
        instance {
          id
          row {
            ...InstanceRowFields
          }
          detail {
            details {
              name
              timeZone
              dateFormat
              rateLimitAmount
              rateLimitUnit
              poolId
            }
            updatedAt
          }
        }
      }
    }
  `,
  [instanceRowFragment],
);

const changeStepMutation = graphql(
  `
    mutation ChangeFlowStep($input: ChangeFlowStepInput!) {
      changeFlowStep(input: $input) {
        flows {
          ...FlowUseFields
        }
      }
    }
  `,
  [flowUseFragment],
);

/**
 * Saves an instance's details; `previous` is what they were changed from. Throws `ProblemError`, with the code `conflict`
 * when somebody else has changed one of the same. A session that ended meanwhile is waited for.
 */
export async function updateConnectorInstance(id: string, details: InstanceDetails, previous: InstanceDetails) {
  const data = await acrossSignIn(() => mutate(updateMutation, { input: { id, details, previous } }));
  return data.updateConnectorInstance.instance;
}

export type FlowStepChange = VariablesOf<typeof changeStepMutation>['input'];

/** Points a flow's step elsewhere, or takes it out. Answers the flows that still use the instance. Throws `ProblemError`. */
export async function changeFlowStep(input: FlowStepChange): Promise<FlowUse[]> {
  const data = await acrossSignIn(() => mutate(changeStepMutation, { input }));
  return data.changeFlowStep.flows;
}

/** Has credentials checked and saved; what is not in `values` stays. Throws `ProblemError`. */
export async function saveCredentials(id: string, values: FieldValues): Promise<CredentialsOutcome> {
  return await acrossSignIn(() => send(postConnectorCredentials, { params: { id }, body: { values } }));
}
