import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';

/** What the vendor answers about an instance, as it came. */
export const debugAnswersQuery = graphql(`
  query DebugAnswers($id: ID!) {
    debugAnswers(id: $id) {
      problemCode
      answers {
        request
        status
        tookMs
        text
        isShortened
      }
    }
  }
`);

export type VendorAnswer = NonNullable<ResultOf<typeof debugAnswersQuery>['debugAnswers']>['answers'][number];
