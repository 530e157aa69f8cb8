import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { idOf, northwindKey, type PatchworksBed, rowsOf, startPatchworksBed } from '../testing/patchworks-bed.ts';

let bed: PatchworksBed;
beforeAll(async () => {
  bed = await startPatchworksBed();
});
afterAll(() => bed.stop());

async function status(authorization: string, method = 'GET', path = '/connectors', body?: unknown): Promise<number> {
  return (await bed.call(authorization, method, path, body)).status;
}

describe('lists and forms', () => {
  it('page with meta and links, and refuse what they do not know', async () => {
    const { body } = await bed.call(northwindKey, 'GET', '/connectors?sort=-name&per_page=3&page=2');
    expect(body).toMatchObject({
      meta: { current_page: 2, from: 4, to: 6, last_page: 3, per_page: 3, total: 7 },
      links: { prev: expect.stringContaining('page=1'), next: expect.stringContaining('sort=-name') },
    });
    const beyond = await bed.call(northwindKey, 'GET', '/connectors?page=9');
    expect(beyond.body).toMatchObject({ data: [], meta: { from: null, to: null }, links: { next: null } });
    for (const query of ['per_page=101', 'per_page=0', 'sort=colour', 'filter[colour]=red', 'include=secrets']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other reads better when it fails
      expect(await status(northwindKey, 'GET', `/connectors?${query}`)).toBe(422);
    }
  });

  it('filter: several must hold, a comma means or', async () => {
    const names = async (query: string) =>
      rowsOf(await bed.call(northwindKey, 'GET', `/connectors?sort=name&${query}`)).map(({ name }) => name);
    expect(await names('filter[name]=sweden,norway')).toEqual(['Shopify Norway', 'Shopify Sweden']);
    expect(await names('filter[name]=sweden,xero&filter[system_template_id]=6')).toEqual(['Xero of the holding']);
    expect(await names('filter[system]=0')).toEqual([]);
  });

  it('take either shape', async () => {
    await bed.control('PUT', '/shape', { items: 'attributes' });
    const path = '/connectors?filter[name]=sweden&include=system';
    expect(rowsOf(await bed.call(northwindKey, 'GET', path))).toEqual([
      {
        type: 'connectors',
        id: expect.any(String),
        attributes: expect.objectContaining({ name: 'Shopify Sweden', flows_count: 1 }),
        relationships: { system: { data: expect.objectContaining({ type: 'systems' }) } },
      },
    ]);
    await bed.control('PUT', '/shape', { items: 'flat' });
    expect(rowsOf(await bed.call(northwindKey, 'GET', path))).toMatchObject([
      { id: expect.any(Number), name: 'Shopify Sweden', system: { label: 'Shopify' } },
    ]);
  });

  it('answer an error as a page to who does not ask for JSON', async () => {
    const answer = await bed.request('/api/v1/connectors', { headers: { authorization: 'nobody' } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  it('make a company known once, with a key of its own', async () => {
    const key = await bed.newCompany('fresh');
    expect(await bed.newCompany('fresh')).toBe(key);
    expect(rowsOf(await bed.call(key, 'GET', '/connectors'))).toEqual([]);
    await bed.control('POST', '/seed', { instances: 30, account: 'fresh' });
    await bed.control('POST', '/seed', { instances: 40, accounts: 4 });
    expect((await bed.call(key, 'GET', '/connectors')).body).toMatchObject({ meta: { total: 30 } });
    const pool = { name: 'Own', limit: 2, timeout: 5 };
    expect(idOf(await bed.call(key, 'POST', '/connection-pools', pool))).toBeGreaterThan(0);
    expect(await status(key, 'POST', '/connection-pools', { ...pool, limit: 0 })).toBe(422);
  });
});
