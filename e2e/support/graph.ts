import type { APIRequestContext } from '@playwright/test';
import type { RunningServer } from './server.ts';
import { headersOf } from './test.ts';

/** What our own GraphQL endpoint answers, as far as tests look. */
export interface GraphAnswer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Asks our own GraphQL endpoint as whoever the context is signed in as, past the page. */
export async function askGraph<Data>(
  request: APIRequestContext,
  server: RunningServer,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<GraphAnswer<Data>> {
  const response = await request.post('/api/graphql', { data: { query, variables }, headers: headersOf(server) });
  if (response.status() !== 200) throw new Error(`GraphQL answered ${response.status()}: ${await response.text()}`);
  const answer: GraphAnswer<Data> = await response.json();
  return answer;
}

export interface ListedInstance {
  id: string;
  vendorId: string;
  name: string;
  templateId: string;
  templateName: string;
  account: { id: string; externalId: string };
}

/** The first hundred of the instances that whoever is signed in may see. */
export async function listInstances(
  request: APIRequestContext,
  server: RunningServer,
  filter: Record<string, unknown> = {},
): Promise<{ nodes: ListedInstance[]; totalCount: number }> {
  const { data } = await askGraph<{ instances: { nodes: ListedInstance[]; totalCount: number } }>(
    request,
    server,
    `query ($filter: InstanceFilter) { instances(filter: $filter, first: 100) { totalCount
      nodes { id vendorId name templateId templateName account { id externalId } } } }`,
    { filter },
  );
  if (!data) throw new Error('The list of instances was refused.');
  return data.instances;
}
