import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type InstabaseBed, root, startInstabaseBed, tokens } from '../testing/instabase-bed.ts';

let bed: InstabaseBed;
beforeAll(async () => {
  bed = await startInstabaseBed();
});
afterAll(() => bed.stop());

const { admin, northwind, fabrikam } = tokens;
const nobodys = '00000000-0000-4000-8000-000000000000';

describe('the list of deployed solutions', () => {
  it('pages by one-element arrays, without a total, and says -1 at the end', async () => {
    const first = await bed.list(admin, 'limit=7');
    expect(first.solutions).toHaveLength(7);
    expect([first.has_more, first.next_offset]).toEqual([[true], [7]]);
    const seen = new Set(first.solutions.map(({ id }) => id));
    let offset = 7;
    while (offset !== -1) {
      // oxlint-disable-next-line no-await-in-loop -- each page starts where the last one ended
      const page = await bed.list(admin, `limit=7&offset=${offset}`);
      for (const { id } of page.solutions) seen.add(id);
      expect(page.has_more).toEqual([page.next_offset[0] !== -1]);
      offset = page.next_offset[0];
    }
    expect(seen.size).toBeGreaterThanOrEqual(15);
    expect((await bed.list(admin)).solutions.length).toBeLessThanOrEqual(20);
    const { body } = await bed.send(admin, 'GET', root);
    expect(Object.keys(body as object)).toEqual(['has_more', 'next_offset', 'solutions']);
  });

  it('shows a user what is public and what is theirs, and an admin all', async () => {
    const owners = async (token: string) =>
      new Set((await bed.list(token, 'limit=100')).solutions.map(({ owner }) => owner));
    expect(await owners(northwind)).toEqual(new Set(['northwind', 'IB_DEPLOYED']));
    expect(await owners(fabrikam)).toEqual(new Set(['fabrikam', 'IB_DEPLOYED']));
    expect([...(await owners(admin))]).toEqual(expect.arrayContaining(['northwind', 'fabrikam', 'archive']));
  });

  it('narrows by state, name, author, owner and visibility', async () => {
    const names = async (query: string) =>
      (await bed.list(northwind, `limit=100&${query}`)).solutions.map(({ name, version }) => `${name} ${version}`);
    expect(await names('name=Claims+intake')).toEqual([
      'Claims intake 1.0.1',
      'Claims intake 1.1.0',
      'Claims intake 1.0.0',
    ]);
    expect(await names('name=Claims')).toEqual([]);
    expect(await names('state=INACTIVE&owner=northwind')).toEqual(['Customs papers 0.9.0', 'Claims intake 1.0.0']);
    expect(await names('visibility=PENDING_REVIEW')).toEqual(['Supplier onboarding 1.2.0']);
    expect(await names('author=jackfield-ops')).toEqual(await names('visibility=PUBLIC'));
    expect(await names('owner=fabrikam')).toEqual([]);
  });

  it.each(['limit=-1', 'limit=1.5', 'limit=', 'offset=x', 'state=active', 'visibility=SECRET', 'name=a%00'])(
    'refuses %s',
    async (query) => {
      const answer = await bed.send(admin, 'GET', `${root}?${query}`);
      expect(answer).toEqual({ status: 400, body: { message: expect.any(String) } });
    },
  );
});

describe('one solution', () => {
  it('adds the long text and metadata in a string, and tells neither visibility nor path', async () => {
    const { id } = await bed.only(northwind, 'name=Delivery+notes');
    const { body } = await bed.send(northwind, 'GET', `${root}/${id}`);
    expect(body).toEqual({
      solution: {
        id,
        name: 'Delivery notes',
        version: '1.0.0',
        owner: 'northwind',
        author: 'northwind',
        createdAtMs: expect.any(Number),
        updatedAtMs: expect.any(Number),
        summary: expect.any(String),
        state: 'ACTIVE',
        description: expect.any(String),
        metadata: expect.stringContaining('"authors"'),
      },
    });
    const { body: list } = await bed.send(northwind, 'GET', `${root}?name=Delivery+notes`);
    expect(JSON.stringify(list)).not.toMatch(/visibility|description|metadata|solution_path/);
  });

  it('is a 404 alike when it does not exist and when it is another user’s', async () => {
    const { id } = await bed.only(northwind, 'name=Delivery+notes');
    const answers = await Promise.all([
      bed.send(fabrikam, 'GET', `${root}/${id}`),
      bed.send(fabrikam, 'GET', `${root}/${nobodys}`),
      bed.send(fabrikam, 'GET', `${root}/not-a-uuid`),
      bed.send(fabrikam, 'PATCH', `${root}/${id}?state=INACTIVE`),
      bed.send(fabrikam, 'DELETE', `${root}/${id}`),
      bed.send(fabrikam, 'GET', `${root}/${id}/jobs`),
      bed.send(fabrikam, 'POST', `${root}/${id}/run`, { input_dir: 'fabrikam/claims/in', settings: {} }),
    ]);
    for (const answer of answers) expect(answer).toEqual({ status: 404, body: answers[1]?.body });
  });
});

describe('PATCH', () => {
  it('takes the query string, or else a body, and the query first', async () => {
    const { id } = await bed
      .only(northwind, 'name=Invoice+reader&state=ACTIVE&limit=1&offset=1')
      .catch(() => bed.only(northwind, 'name=Invoice+reader&limit=1'));
    const state = async (path: string, body?: unknown) =>
      (await bed.send(northwind, 'PATCH', `${root}/${id}${path}`, body)).body;
    expect(await state('?state=INACTIVE')).toMatchObject({ solution: { state: 'INACTIVE' } });
    expect(await state('', { state: 'ACTIVE' })).toMatchObject({ solution: { state: 'ACTIVE' } });
    expect(await state('?state=INACTIVE', { state: 'ACTIVE' })).toMatchObject({ solution: { state: 'INACTIVE' } });
    const answer = await state('?state=ACTIVE');
    expect(answer).toMatchObject({ solution: { description: expect.any(String), metadata: expect.any(String) } });
    expect(JSON.stringify(answer)).not.toMatch(/visibility|solution_path/);
  });

  it.each([
    ['', undefined],
    ['', {}],
    ['?state=GONE', undefined],
    ['?visibility=public', undefined],
    ['', { state: 7 }],
  ])('refuses %j with the body %j', async (query, body) => {
    const { id } = await bed.only(northwind, 'name=Delivery+notes');
    expect((await bed.send(northwind, 'PATCH', `${root}/${id}${query}`, body)).status).toBe(400);
  });

  it('refuses a change by one who may read but does not own', async () => {
    const { id } = await bed.only(northwind, 'name=Bank+statements');
    expect((await bed.send(northwind, 'PATCH', `${root}/${id}?state=INACTIVE`)).status).toBe(403);
    expect((await bed.send(northwind, 'DELETE', `${root}/${id}`)).status).toBe(403);
    expect((await bed.send(admin, 'PATCH', `${root}/${id}?state=INACTIVE`)).status).toBe(200);
  });

  it('has a user’s wish for PUBLIC reviewed and does an admin’s, who thereby gives the solution to nobody', async () => {
    const { id } = await bed.only(northwind, 'name=Customs+papers');
    const shown = async (visibility: string) =>
      (await bed.list(admin, `name=Customs+papers&visibility=${visibility}`)).solutions;
    await bed.send(northwind, 'PATCH', `${root}/${id}?visibility=PUBLIC`);
    expect(await shown('PENDING_REVIEW')).toMatchObject([{ id, owner: 'northwind' }]);
    expect((await bed.list(fabrikam, 'name=Customs+papers')).solutions).toEqual([]);
    await bed.send(admin, 'PATCH', `${root}/${id}?visibility=PUBLIC`);
    expect(await shown('PUBLIC')).toMatchObject([{ id, owner: 'IB_DEPLOYED', author: 'northwind' }]);
    expect((await bed.list(fabrikam, 'name=Customs+papers')).solutions).toHaveLength(1);
    expect((await bed.send(northwind, 'PATCH', `${root}/${id}?visibility=PRIVATE`)).status).toBe(403);
    await bed.send(admin, 'PATCH', `${root}/${id}?visibility=PRIVATE`);
    expect(await shown('PRIVATE')).toMatchObject([{ id, owner: 'northwind' }]);
  });

  it('refuses to make two of one name, version and owner', async () => {
    const ids = (await bed.list(admin, 'name=Claims+intake')).solutions.filter(({ version }) => version === '1.1.0');
    const publish = (id: string | undefined) => bed.send(admin, 'PATCH', `${root}/${id}?visibility=PUBLIC`);
    expect((await publish(ids[0]?.id)).status).toBe(200);
    expect((await publish(ids[1]?.id)).status).toBe(409);
  });
});
