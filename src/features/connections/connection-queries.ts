import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';
import { mutate } from '#src/features/instances/instance-mutations.ts';
import { instanceRowFragment } from '#src/features/instances/instance-row.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';

/** The account's own connections, as its vendor lists them now. */
export const authenticationsQuery = graphql(`
  query Authentications($vendor: Vendor!) {
    authentications(vendor: $vendor) {
      id
      name
      serviceTitle
      accountName
    }
  }
`);

export type ListedAuthentication = NonNullable<ResultOf<typeof authenticationsQuery>['authentications']>[number];

const attachMutation = graphql(
  `
    mutation AttachConnection($input: UpdateInstanceValuesInput!) {
      changed: updateInstanceValues(input: $input) {
        instance {
          ...InstanceRowFields
        }
      }
    }
  `,
  [instanceRowFragment],
);

/** Puts a connection into a slot. Throws `ProblemError`: `other_account` where that has not been accepted. */
export async function attachConnection(
  instanceId: string,
  value: { externalId: string; authenticationId: string; acceptsOtherAccount: boolean },
): Promise<InstanceRowData> {
  const data = await mutate(attachMutation, { input: { id: instanceId, configValues: [], authValues: [value] } });
  return data.changed.instance;
}
