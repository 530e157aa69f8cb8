import { generateKeyPairSync } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { globalId } from './global-ids.ts';
import { organisationToken, type PrismaticBed, startPrismaticBed } from './testing/prismatic-bed.ts';

const named = z.object({ id: z.string(), name: z.string() });
const list = z.object({ nodes: z.array(named), totalCount: z.number() });

let bed: PrismaticBed;

beforeAll(async () => {
  bed = await startPrismaticBed();
});

afterAll(() => bed.stop());

describe('the five shapes of failure', () => {
  it('answers a failed sign-in and the rate limit with a detail alone', async () => {
    const unknown = await Promise.all([null, 'wrong'].map((token) => bed.post(token, '{ authenticatedUser { id } }')));
    for (const answer of unknown) {
      expect(answer.status).toBe(401);
      expect(Object.keys(z.record(z.string(), z.string()).parse(await answer.json()))).toEqual(['detail']);
    }
    expect(await bed.control('DELETE', '/limits')).toEqual({ rate: { bucket: 20, refillPerSecond: 20 } });
    // Refills too slowly for a slow machine to matter.
    await bed.control('PUT', '/limits', { rate: { bucket: 20, refillPerSecond: 0.01 } });
    const burst = await Promise.all(Array.from({ length: 30 }, () => bed.post(organisationToken, '{ __typename }')));
    const refused = burst.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(await refused[0]?.json()).toEqual({ detail: 'Request was throttled.' });
    const other = await bed.embedded('northwind');
    expect((await bed.post(other, '{ __typename }')).status).toBe(200);
    await bed.control('PUT', '/limits', { rate: null });
  });

  it('answers what is no request or does not fit the schema with 400', async () => {
    expect((await bed.post(organisationToken, '{ nothing }')).status).toBe(400);
    const text = await bed.request('/api', {
      method: 'POST',
      headers: { authorization: `Bearer ${organisationToken}` },
      body: 'x',
    });
    expect(text.status).toBe(400);
  });

  it('puts what is wrong with a value into the payload, without an object', async () => {
    const shape = z.object({
      createInstance: z.object({
        instance: z.null(),
        errors: z.array(z.object({ field: z.string(), messages: z.array(z.string()) })),
      }),
    });
    const answer = await bed.ask(
      shape,
      organisationToken,
      'mutation { createInstance(input: {customer: "x", integration: "y", name: "n"}) { instance { id } errors { field messages } } }',
    );
    expect(answer.createInstance.errors.map(({ field }) => field)).toEqual(['customer']);
  });

  it("answers faults in the vendor's forms, for the account they are meant for", async () => {
    const token = await bed.embedded('fabrikam');
    const other = await bed.embedded('northwind');
    await bed.control('PUT', '/faults', [
      { match: 'instances', fault: 'rate-limit', who: 'fabrikam' },
      { match: 'customer', fault: 'graphql-errors', who: 'fabrikam' },
      { match: 'integrations', fault: 'nulls' },
    ]);
    expect((await bed.post(token, '{ instances { totalCount } }')).status).toBe(429);
    expect((await bed.post(other, '{ instances { totalCount } }')).status).toBe(200);
    const { customers } = await bed.ask(
      z.object({ customers: list }),
      organisationToken,
      '{ customers(externalId: "fabrikam") { totalCount nodes { id name } } }',
    );
    expect(
      await bed.complaints(organisationToken, 'query ($id: ID!) { customer(id: $id) { id } }', {
        id: customers.nodes[0]?.id,
      }),
    ).toHaveLength(1);
    const nulled = z.object({ integrations: z.object({ nodes: z.array(z.unknown()) }) });
    const { integrations } = await bed.ask(nulled, organisationToken, '{ integrations { nodes { id } } }');
    expect(integrations.nodes.slice(0, 2)).toEqual([null, { id: null }]);
    await bed.control('DELETE', '/faults');
  });
});

describe('lists', () => {
  const page = z.object({
    instances: z.object({
      nodes: z.array(named),
      totalCount: z.number(),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  });
  const query = `query ($after: String, $customer: ID, $first: Int) {
    instances(after: $after, customer: $customer, first: $first, isSystem: false, sortBy: {field: NAME, direction: ASC}) {
      nodes { id name } totalCount pageInfo { hasNextPage endCursor } } }`;

  it('gives 100 rows at most, from the start for an empty cursor, and takes null for what is not given', async () => {
    await bed.control('POST', '/seed', { instances: 150, account: 'many' });
    const { customers } = await bed.ask(
      z.object({ customers: list }),
      organisationToken,
      '{ customers(externalId: "many") { totalCount nodes { id name } } }',
    );
    const variables = { customer: customers.nodes[0]?.id, first: null, undeclared: 1 };
    const first = await bed.ask(page, organisationToken, query, { ...variables, after: '' });
    expect(first.instances.nodes).toHaveLength(100);
    expect(first.instances.totalCount).toBe(150);
    const after = first.instances.pageInfo.endCursor;
    expect(Buffer.from(after ?? '', 'base64').toString()).toBe('arrayconnection:99');
    const second = await bed.ask(page, organisationToken, query, { ...variables, first: 500, after });
    expect(second.instances.nodes).toHaveLength(50);
    expect(second.instances.pageInfo.hasNextPage).toBe(false);
    expect(new Set([...first.instances.nodes, ...second.instances.nodes].map(({ id }) => id)).size).toBe(150);
  });

  it('has no end cursor on an empty page', async () => {
    const { instances } = await bed.ask(page, organisationToken, query, { customer: globalId('Customer', 'none') });
    expect(instances).toEqual({ nodes: [], totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null } });
  });

  it('lists an integration once, or its published versions, newest first', async () => {
    const versions = z.object({ integrations: z.object({ nodes: z.array(z.object({ versionNumber: z.number() })) }) });
    const once = await bed.ask(
      versions,
      organisationToken,
      '{ integrations(name: "Inventory sync") { nodes { versionNumber } } }',
    );
    expect(once.integrations.nodes).toHaveLength(1);
    const all = await bed.ask(
      versions,
      organisationToken,
      `{ integrations(name: "Inventory sync", allVersions: true, versionIsAvailable: true,
        sortBy: {field: VERSION_NUMBER, direction: DESC}) { nodes { versionNumber } } }`,
    );
    expect(all.integrations.nodes.map(({ versionNumber }) => versionNumber)).toEqual([3, 2, 1]);
  });
});

describe('embedded users', () => {
  it('see their own customer alone, and marketplace users no runs and no changes', async () => {
    const token = await bed.embedded('fabrikam');
    const { instances } = await bed.ask(
      z.object({ instances: list }),
      token,
      '{ instances { totalCount nodes { id name } } }',
    );
    expect(instances.nodes.map(({ name }) => name)).toEqual(['Orders']);
    const { authenticatedUser } = await bed.ask(
      z.object({ authenticatedUser: z.object({ org: z.null(), customer: named }) }),
      token,
      '{ authenticatedUser { org { id } customer { id name allowEmbeddedDesigner } } }',
    );
    expect(authenticatedUser.customer.name).toBe('Fabrikam');
    const reader = await bed.embedded('fabrikam', { sub: 'reader', role: 'user' });
    expect(await bed.complaints(reader, '{ executionResults { totalCount } }')).toHaveLength(1);
    const id = instances.nodes[0]?.id;
    expect(
      await bed.complaints(reader, 'mutation ($id: ID) { deleteInstance(input: {id: $id}) { errors { field } } }', {
        id,
      }),
    ).toHaveLength(1);
    const foreign = await bed.embedded('northwind');
    expect(await bed.ask(z.unknown(), foreign, 'query ($id: ID!) { instance(id: $id) { id } }', { id })).toEqual({
      instance: null,
    });
  });

  it('are made with their customer when the token names it, and refused without a good signature', async () => {
    await bed.embedded('newcomer', { customer_name: 'Newcomer' });
    const authenticate = async (token: string) =>
      (await bed.request('/embedded/authenticate', { method: 'POST', headers: { authorization: `Bearer ${token}` } }))
        .status;
    const seconds = Math.floor(bed.clock.now().getTime() / 1000);
    expect(await authenticate(await bed.sign({ sub: 'a', customer: 'nobody' }))).toBe(401);
    expect(await authenticate(await bed.sign({ sub: 'a', customer: 'northwind', exp: seconds - 60 }))).toBe(401);
    expect(await authenticate(await bed.sign({ sub: 'a', customer: 'northwind', organization: 'other' }))).toBe(401);
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(await authenticate(await bed.sign({ sub: 'a', customer: 'northwind' }, stranger))).toBe(401);
  });

  it('are known by the account that a control made', async () => {
    const made = z.object({ customer: z.string() });
    const first = made.parse(await bed.control('PUT', '/accounts/fresh', { name: 'Fresh' }));
    expect(made.parse(await bed.control('PUT', '/accounts/fresh', { name: 'Fresh' }))).toEqual(first);
    const token = await bed.embedded('fresh');
    expect(await bed.ask(z.unknown(), token, '{ instances { totalCount } }')).toEqual({ instances: { totalCount: 0 } });
  });
});

it('lets pages of any origin call, with the headers they ask for', async () => {
  const answers = await Promise.all(
    ['/api', '/embedded/authenticate'].map((path) =>
      bed.request(path, {
        method: 'OPTIONS',
        headers: {
          origin: 'http://localhost:4100',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      }),
    ),
  );
  for (const { status, headers } of answers) {
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-headers')).toBe('authorization,content-type');
  }
  const meta = await bed.request('/auth/meta');
  expect(Object.keys(z.record(z.string(), z.string()).parse(await meta.json()))).toEqual([
    'domain',
    'clientId',
    'audience',
  ]);
  const refreshed = await bed.request('/auth/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: 'sandbox-prismatic-refresh' }),
  });
  expect(await refreshed.json()).toMatchObject({ access_token: organisationToken, token_type: 'Bearer' });
});
