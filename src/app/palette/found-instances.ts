import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';
import { instanceRowFragment } from '#src/features/instances/instance-row.ts';

const mostFound = 8;
const settleMs = 150;

const foundInstancesQuery = graphql(
  `
    query FoundInstances($search: String!, $first: Int!) {
      instances(filter: { search: $search }, first: $first) {
        nodes {
          ...InstanceRowFields
        }
      }
    }
  `,
  [instanceRowFragment],
);

export type FoundInstance = ResultOf<typeof foundInstancesQuery>['instances']['nodes'][number];

/** The first instances whose name, template or id matches what was typed, asked for when typing pauses. */
export function useFoundInstances(typed: string): { rows: readonly FoundInstance[]; isReading: boolean } {
  const search = useSettled(typed.trim());
  const [{ data, fetching }] = useQuery({
    query: foundInstancesQuery,
    variables: { search, first: mostFound },
    pause: search === '',
  });
  if (typed.trim() === '') return { rows: [], isReading: false };
  return { rows: search === '' ? [] : (data?.instances.nodes ?? []), isReading: fetching || search !== typed.trim() };
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
