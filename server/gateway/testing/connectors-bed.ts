import { z } from 'zod';
import { actAtPatchworks, type PatchworksOwner } from '#server/sandbox/patchworks/testing/patchworks-owner.ts';
import type { Caller, TestServer } from '#server/testing/test-server.ts';

const draftSchema = z.object({
  draft: z.looseObject({
    id: z.string(),
    connectorId: z.string(),
    details: z.looseObject({ name: z.string(), poolId: z.string().nullable() }),
    methodId: z.string().nullable(),
    values: z.record(z.string(), z.string()),
    instanceId: z.string().nullable(),
  }),
});
const formSchema = z.object({
  form: z.looseObject({ methods: z.array(z.looseObject({ id: z.string(), name: z.string(), kind: z.string() })) }),
});

export type Draft = z.infer<typeof draftSchema>['draft'];

/** An account of its own with a company of its own, which has installed Shopify. */
export interface ConnectorBed {
  owner: PatchworksOwner;
  account: string;
  caller: Caller;
  /** Shopify's id, and those of its methods. */
  connectorId: string;
  methods: Record<string, string>;
  /** A draft of Shopify, filled with all that is no secret. */
  filledDraft(name: string, method?: string): Promise<Draft>;
  /** Sends a draft's secrets. */
  make(draft: Draft, secrets?: Record<string, string>): Promise<Response>;
  put(draft: Draft, change?: Record<string, unknown>): Promise<Response>;
}

/** What the imitated Shopify takes. */
export const working = { access_token: 'sandbox-secret-that-works' };

export async function layOutConnectors(server: TestServer): Promise<ConnectorBed> {
  const caller = await server.freshAccount();
  const { account } = caller;
  const owner = await actAtPatchworks(server.patchworksOrigin ?? '', account);
  const shopify = await owner.install('Shopify');
  const connectorId = String(shopify.id);
  const methods = Object.fromEntries(Object.entries(shopify.methods).map(([name, id]) => [name, String(id)]));
  const put: ConnectorBed['put'] = ({ id, details, methodId, values }, change = {}) =>
    caller.request('PUT', `/api/connector-drafts/${id}`, { details, methodId, values, ...change });
  return {
    owner,
    account,
    caller,
    connectorId,
    methods,
    put,
    make: (draft, secrets = working) =>
      caller.request('POST', `/api/connector-drafts/${draft.id}/instance`, { secrets }),
    filledDraft: async (name, method = 'Access token') => {
      const { draft } = await begin(caller, connectorId);
      const answer = await put(draft, {
        details: { ...draft.details, name },
        methodId: methods[method] ?? null,
        values: { store_domain: 'a-store.example' },
      });
      return draftSchema.parse(await answer.json()).draft;
    },
  };
}

/** A new draft with its form. */
export async function begin(caller: Caller, connectorId: string) {
  const answer = await caller.request('POST', '/api/connector-drafts', { connectorId });
  const body: unknown = await answer.json();
  return { ...draftSchema.parse(body), ...formSchema.parse(body) };
}

export async function readDraft(answer: Response): Promise<Draft> {
  return draftSchema.parse(await answer.json()).draft;
}

const problemSchema = z.object({
  problem: z.looseObject({
    code: z.string(),
    changed: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
  }),
});

/** A refusal with its status. */
export async function refusalOf(answer: Response) {
  return { status: answer.status, ...problemSchema.parse(await answer.json()).problem };
}

const madeSchema = z.object({ state: z.literal('done'), instanceId: z.string() });

/** The id of the instance that was made or changed. */
export async function madeBy(answer: Response): Promise<string> {
  return madeSchema.parse(await answer.json()).instanceId;
}

const consentSchema = z.object({ state: z.literal('consent'), url: z.string() });

/** Agrees on the imitation's consent page, as `account`; answers what comes back to `/return`. */
export async function agree(
  answer: Response,
  account = 'owner@shop.example',
): Promise<{ code: string; state: string }> {
  const { url } = consentSchema.parse(await answer.json());
  const state = new URL(url).searchParams.get('state') ?? '';
  const response = await fetch(url.split('?')[0] ?? '', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ state, account, answer: 'allow' }).toString(),
  });
  const back = new URL(response.headers.get('location') ?? '');
  return { code: back.searchParams.get('code') ?? '', state: back.searchParams.get('state') ?? '' };
}
