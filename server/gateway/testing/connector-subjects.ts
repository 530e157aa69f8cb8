import { z } from 'zod';
import type { Caller } from '#server/testing/test-server.ts';
import type { ConnectorSubject } from './authorisation-case.ts';
import { begin } from './connectors-bed.ts';

const connectorsSchema = z.object({
  connectors: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string() })) }),
  marketplace: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string() })) }),
});
const instanceSchema = z.object({
  instance: z.object({
    detail: z.object({
      details: z.record(z.string(), z.unknown()),
      flows: z.array(z.object({ id: z.string(), steps: z.array(z.object({ id: z.string() })) })),
    }),
  }),
});

/** What the people ask about of Northwind's seeds at Patchworks. `idOf`: an instance's id by its name. */
export async function layOutNorthwindsConnectors(
  maya: Caller,
  idOf: (name: string) => string,
): Promise<{ ofOwner: ConnectorSubject; ofAdmin: ConnectorSubject }> {
  const listed = await maya.graph('{ connectors { nodes { id name } } marketplace { nodes { id name } } }');
  const { connectors, marketplace } = connectorsSchema.parse(listed.data);
  const named = (nodes: { id: string; name: string }[], wanted: string) => {
    const node = nodes.find(({ name }) => name === wanted);
    if (!node) throw new Error(`the seeds have no ${wanted}`);
    return node.id;
  };
  const detailOf = async (id: string) => {
    const query = `query ($id: ID!) { instance(id: $id) { ... on PatchworksInstance { detail { flows { id steps { id } }
      details { name timeZone dateFormat rateLimitAmount rateLimitUnit poolId } } } } }`;
    const { data } = await maya.graph(query, { id });
    return instanceSchema.parse(data).instance.detail;
  };
  const stepOf = async (name: string) => {
    const [flow] = (await detailOf(idOf(name))).flows;
    const stepId = flow?.steps[0]?.id ?? '';
    return { instanceId: idOf(name), flowId: flow?.id ?? '', stepId, toInstanceId: idOf('Shopify Denmark') };
  };
  const shopify = named(connectors.nodes, 'Shopify');
  const fillDraft = async () => {
    const { draft, form } = await begin(maya, shopify);
    const body = {
      details: { ...draft.details, name: `Made of ${draft.id}` },
      methodId: form.methods.find(({ kind }) => kind === 'fields')?.id,
      values: { store_domain: 'a-store.example' },
    };
    const kept = await maya.request('PUT', `/api/connector-drafts/${draft.id}`, body);
    if (!kept.ok) throw new Error(`the draft was answered ${kept.status}`);
    return draft.id;
  };
  const drafts = { kept: await fillDraft(), forgotten: await fillDraft(), made: await fillDraft() };
  const subjectOf = async (name: string, ofStep: string): Promise<ConnectorSubject> => ({
    instanceId: idOf(name),
    details: (await detailOf(idOf(name))).details,
    step: await stepOf(ofStep),
    connectorId: shopify,
    outdatedId: named(connectors.nodes, 'BigCommerce'),
    emptyId: named(connectors.nodes, 'Adobe Commerce'),
    entryId: named(marketplace.nodes, 'HubSpot'),
    drafts,
  });
  return {
    ofOwner: await subjectOf('Reference rates', 'Shopify Sweden'),
    ofAdmin: await subjectOf('NetSuite head office', 'Shopify Norway'),
  };
}
