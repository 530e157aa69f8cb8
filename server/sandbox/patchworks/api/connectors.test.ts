import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Answer, idOf, newConnector, type PatchworksBed, startPatchworksBed } from '../testing/patchworks-bed.ts';

let bed: PatchworksBed;
let key: string;
type Installed = Awaited<ReturnType<PatchworksBed['install']>>;
let shopify: Installed;
let netsuite: Installed;
beforeAll(async () => {
  bed = await startPatchworksBed();
  key = await bed.newCompany('connectors');
  shopify = await bed.install(key, 'Shopify');
  netsuite = await bed.install(key, 'NetSuite');
});
afterAll(() => bed.stop());

function createShopify(accessToken: string, rest: Record<string, unknown> = {}): Promise<Answer> {
  const values = { store_domain: 'shop.example', access_token: accessToken };
  return bed.call(key, 'POST', '/connectors', newConnector(shopify, 'Access token', values, rest));
}

describe('an instance', () => {
  it('is created with right credentials and never gives a secret back', async () => {
    const id = idOf(await createShopify('canary-right', { name: 'Right' }));
    const { body } = await bed.call(key, 'GET', `/connectors/${id}?include=variables,system,connectionPool`);
    expect(JSON.stringify(body)).not.toContain('canary');
    expect(body).toMatchObject({
      data: { name: 'Right', flows_count: 0, connection_pool: null, last_authenticated_at: expect.any(String) },
    });
    expect(body['data']).toHaveProperty(
      'variables',
      expect.arrayContaining([
        expect.objectContaining({ key: 'store_domain', has_value: true, value: 'shop.example' }),
        expect.objectContaining({ key: 'access_token', secret: true, has_value: true, value: null }),
        expect.objectContaining({ key: 'api_version', locked: true, advanced: true, value: '2026-01' }),
      ]),
    );
  });

  it('says beside each field what is wrong with it', async () => {
    const answer = await bed.call(key, 'POST', '/connectors', {
      name: ' ',
      timezone: 'Mars/Olympus',
      rate_limit_unit: 'year',
      rate_limit_duration: 0,
    });
    expect(answer.status).toBe(422);
    expect(Object.keys(Object(answer.body['errors'])).toSorted()).toEqual([
      'authentication_implementation_id',
      'date_format',
      'name',
      'rate_limit_duration',
      'rate_limit_unit',
      'system_id',
      'timezone',
    ]);
    expect(await createShopify('')).toMatchObject({
      status: 422,
      body: { errors: { 'variables.access_token': expect.anything() } },
    });
    const foreign = newConnector(shopify, 'Access token', { store_domain: 's', access_token: 't', password: 'p' });
    expect(await bed.call(key, 'POST', '/connectors', foreign)).toMatchObject({
      status: 422,
      body: { errors: { 'variables.password': expect.anything() } },
    });
  });

  it('keeps its old values when new credentials fail', async () => {
    const id = idOf(await createShopify('works'));
    const failed = await bed.call(key, 'PATCH', `/connectors/${id}`, {
      name: 'Renamed',
      variables: [{ key: 'access_token', value: 'not-bad-bad' }],
    });
    expect(failed).toMatchObject({ status: 422, body: { code: 'authentication_failed' } });
    expect((await bed.call(key, 'GET', `/connectors/${id}`)).body).toMatchObject({ data: { name: 'A store' } });
    const check = await bed.call(key, 'POST', '/connectors/test', { connector_id: id });
    expect(check.body).toMatchObject({ data: { passed: true } });
  });

  it('changes details without a check, and keeps what is left out', async () => {
    const id = idOf(await createShopify('works'));
    const before = (await bed.call(key, 'GET', `/connectors/${id}`)).body;
    bed.clock.advance(5000);
    const pool = idOf(await bed.call(key, 'POST', '/connection-pools', { name: 'P', limit: 2, timeout: 5 }));
    const changed = await bed.call(key, 'PATCH', `/connectors/${id}`, { name: 'New', connection_pool_id: pool });
    expect(changed).toMatchObject({
      status: 200,
      body: { data: { name: 'New', connection_pool_id: pool, date_format: 'c' } },
    });
    expect(changed.body['data']).toHaveProperty(
      'last_authenticated_at',
      Object(before['data'])['last_authenticated_at'],
    );
    expect(await bed.call(key, 'DELETE', `/connection-pools/${pool}`)).toMatchObject({ status: 422 });
    const cleared = await bed.call(key, 'PATCH', `/connectors/${id}`, { connection_pool_id: null });
    expect(cleared).toMatchObject({ status: 200, body: { data: { name: 'New', connection_pool_id: null } } });
    expect((await bed.call(key, 'DELETE', `/connection-pools/${pool}`)).status).toBe(200);
  });

  it('keeps system and method for ever', async () => {
    const id = idOf(await createShopify('works'));
    const other = shopify.methods['Sign in with Shopify'];
    const moved = await bed.call(key, 'PATCH', `/connectors/${id}`, { authentication_implementation_id: other });
    expect(moved).toMatchObject({
      status: 422,
      body: { errors: { authentication_implementation_id: expect.anything() } },
    });
    expect((await bed.call(key, 'PATCH', `/connectors/${id}`, { system_id: netsuite.id })).status).toBe(422);
  });

  it('clears a field that is not required, and no other', async () => {
    const id = idOf(await createShopify('works'));
    const patch = (name: string) =>
      bed.call(key, 'PATCH', `/connectors/${id}?include=variables`, { variables: [{ key: name, value: '' }] });
    expect((await patch('access_token')).status).toBe(422);
    expect((await patch('api_version')).body['data']).toHaveProperty(
      'variables',
      expect.arrayContaining([expect.objectContaining({ key: 'api_version', has_value: false })]),
    );
  });

  it('takes no pool where the system has no concurrency limit', async () => {
    const rates = await bed.install(key, 'Exchange Rates');
    const pool = idOf(await bed.call(key, 'POST', '/connection-pools', { name: 'Q', limit: 2, timeout: 5 }));
    const body = newConnector(rates, 'No authentication', {}, { connection_pool_id: pool });
    expect(await bed.call(key, 'POST', '/connectors', body)).toMatchObject({
      status: 422,
      body: { errors: { connection_pool_id: expect.anything() } },
    });
    expect((await bed.call(key, 'POST', '/connectors', { ...body, connection_pool_id: null })).status).toBe(201);
  });
});
