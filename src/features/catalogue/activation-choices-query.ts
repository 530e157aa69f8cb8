import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';

/** What a template asks for, and what the account already has of it. Asked of the vendor now. */
export const activationChoicesQuery = graphql(`
  query ActivationChoices($vendor: Vendor!, $templateId: String!) {
    activationChoices(vendor: $vendor, templateId: $templateId) {
      authSlots {
        externalId
        title
        usedAuthenticationIds
      }
      configSlots {
        externalId
        title
        defaultValue
      }
      authentications {
        id
        name
        serviceTitle
        accountName
      }
      problemCode
    }
  }
`);

export type ActivationChoices = NonNullable<ResultOf<typeof activationChoicesQuery>['activationChoices']>;
