import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';

/** The newer versions that are out, and whose turn it is with each. */
export const upgradesQuery = graphql(`
  query Upgrades {
    upgrades {
      vendor
      templateId
      templateName
      newestVersion
      currentCount
      automaticCount
      readyCount
      ownerCount
      companyCount
      ownerAccountCount
      notice {
        id
        message
        sentAt
        personName
      }
    }
  }
`);

export type UpgradePlan = NonNullable<ResultOf<typeof upgradesQuery>['upgrades']>[number];
