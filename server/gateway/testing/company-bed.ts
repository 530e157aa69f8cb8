import { z } from 'zod';
import { actAtPatchworks } from '#server/sandbox/patchworks/testing/patchworks-owner.ts';
import type { Caller, TestServer } from '#server/testing/test-server.ts';

export const listQuery = `{ connectors { outcome { state code checkedAt failedSince }
  nodes { id name newerVersion instances { row { id name status useCount } rateLimitAmount rateLimitUnit poolName lastCheckedAt } } } }`;
const row = z.looseObject({ id: z.string(), name: z.string(), status: z.string(), useCount: z.number().nullable() });
const listSchema = z.object({
  connectors: z.object({
    outcome: z.looseObject({ state: z.string(), code: z.string().nullable() }),
    nodes: z.array(
      z.looseObject({
        id: z.string(),
        name: z.string(),
        newerVersion: z.string().nullable(),
        instances: z.array(z.looseObject({ row, rateLimitAmount: z.number().nullable() })),
      }),
    ),
  }),
});

/** The list of connectors, as a person of the account is shown it. */
export async function listConnectors(caller: Caller) {
  const answer = await caller.graph(listQuery);
  return listSchema.parse(answer.data).connectors;
}

/** A fresh account, what it has at its vendor, and the ids of its instances by their names. */
export async function freshCompany(server: TestServer, ...names: string[]) {
  const caller = await server.freshAccount();
  const owner = await actAtPatchworks(server.patchworksOrigin ?? '', caller.account);
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop -- in the order of their names
    await owner.create(name);
  }
  const { nodes } = await listConnectors(caller);
  const rows = nodes.flatMap(({ instances }) => instances.map((instance) => instance.row));
  return { caller, owner, account: caller.account, ids: new Map(rows.map(({ id, name }) => [name, id])) };
}

export const details = 'details { name timeZone dateFormat rateLimitAmount rateLimitUnit poolId }';
export const flows = 'flows { id name isEnabled steps { id name } vendorUrl }';
export const ofInstance = `... on PatchworksInstance { row { id name useCount status } problemCode
  detail { connectorName ${details} pools { id name } methodName methodKind lastCheckedAt
    fields { key secret hasValue value } ${flows} } }`;
export const instanceQuery = `query ($id: ID!) { instance(id: $id) { ${ofInstance} } }`;
const detailsSchema = z.looseObject({ name: z.string(), dateFormat: z.string(), rateLimitAmount: z.number() });
const flowsSchema = z.array(
  z.looseObject({ id: z.string(), name: z.string(), steps: z.array(z.object({ id: z.string(), name: z.string() })) }),
);
const instanceSchema = z.object({
  problemCode: z.string().nullable(),
  row: z.looseObject({ useCount: z.number().nullable(), status: z.string() }),
  detail: z.looseObject({ details: detailsSchema, pools: z.array(z.unknown()), flows: flowsSchema }).nullable(),
});

export async function readInstance(caller: Caller, id: string | undefined) {
  const answer = await caller.graph<{ instance: unknown }>(instanceQuery, { id });
  return instanceSchema.parse(answer.data.instance);
}

export async function detailOf(caller: Caller, id: string | undefined) {
  const { detail } = await readInstance(caller, id);
  if (!detail) throw new Error('there is no detail');
  return detail;
}
