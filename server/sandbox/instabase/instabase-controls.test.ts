import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { type InstabaseBed, root, startInstabaseBed, tokens } from './testing/instabase-bed.ts';

let bed: InstabaseBed;
beforeAll(async () => {
  bed = await startInstabaseBed();
});
afterAll(() => bed.stop());

const opened = z.object({
  username: z.string(),
  token: z.string(),
  prefixes: z.array(z.string()),
  spaces: z.array(z.string()),
  packages: z.array(z.string()),
});

async function open(externalId: string, body: unknown = {}) {
  return opened.parse(await bed.control('PUT', `/accounts/${encodeURIComponent(externalId)}`, body));
}

describe('accounts', () => {
  it('are made once, start empty, can deploy, and stay over a restart', async () => {
    const account = await open('demo-Äpfel_42');
    expect(account).toMatchObject({
      prefixes: [`${account.username}/`],
      spaces: expect.arrayContaining([`${account.username}/claims`]),
    });
    expect((await bed.list(account.token, `owner=${account.username}`)).solutions).toEqual([]);
    await bed.begin(account.token, 'POST', root, { solution_path: account.packages[0] });
    await bed.restart();
    bed.clock.advance(10_000);
    expect(await open('demo-Äpfel_42')).toEqual(account);
    expect(await bed.only(account.token, `owner=${account.username}`)).toMatchObject({ name: 'Contract review' });
  });

  it('of like names have users of their own, and the seeded ones keep theirs', async () => {
    const [one, two] = await Promise.all([open('like me'), open('like-me')]);
    expect(one.username).not.toBe(two.username);
    expect(await open('northwind')).toMatchObject({ username: 'northwind', token: tokens.northwind });
    expect((await open('jackfield-ops')).token).not.toBe(tokens.admin);
  });

  it('may be called what a path must not say', async () => {
    const { token, username } = await open('broken by failure');
    const path = `${username}/claims/fs/Instabase Drive/fine.ibsolution`;
    await bed.begin(token, 'POST', root, { solution_path: path });
    bed.clock.advance(10_000);
    const { id } = await bed.only(token, 'name=fine');
    await bed.begin(token, 'POST', `${root}/${id}/run`, { input_dir: `${username}/claims/in`, settings: {} });
    bed.clock.advance(10_000);
    expect(await bed.jobs(token, '')).toMatchObject([{ state: 'COMPLETE' }]);
  });

  it('may own more spaces than Instabase looks through', async () => {
    const { token } = await open('hoarder', { spaces: 901 });
    expect((await bed.send(token, 'GET', `${root}/jobs`)).status).toBe(400);
  });
});

describe('seeding', () => {
  it('adds solutions with runs in accounts of their own, and in one named', async () => {
    const count = async (token: string) => (await bed.list(token, 'limit=100000')).solutions.length;
    const before = await count(tokens.admin);
    await bed.control('POST', '/seed', { instances: 300, accounts: 10 });
    await bed.control('POST', '/seed', { instances: 50, accounts: 5 });
    await bed.control('POST', '/seed', { instances: 40, account: 'named' });
    expect(await count(tokens.admin)).toBe(before + 390);
    const { token, username } = await open('named');
    expect((await bed.list(token, `limit=100&owner=${username}`)).solutions).toHaveLength(40);
    expect(await bed.jobs(token, 'limit=100')).toHaveLength(40);
    const bulk = await open('bulk-10');
    expect((await bed.list(bulk.token, `limit=100&owner=bulk-10`)).solutions).toHaveLength(30);
  });

  it('puts files where they are wanted', async () => {
    const { token, username } = await open('filer');
    const path = `${username}/claims/fs/Instabase Drive/mine.ibsolution`;
    const packageJson = { name: 'Mine', version: '1.2.3', owner: username, solution_type: 'ibflowbin' };
    await bed.control('PUT', '/packages', { path, packageJson });
    await bed.begin(token, 'POST', root, { solution_path: path });
    bed.clock.advance(10_000);
    expect(await bed.only(token, 'name=Mine')).toMatchObject({ version: '1.2.3', owner: username });
  });

  it('refuses what it does not know', async () => {
    const put = (path: string, body: unknown) => bed.control('PUT', path, body);
    await expect(put('/accounts/x', { spaces: 1 })).rejects.toThrow('400');
    await expect(bed.control('POST', '/runs', { solution: crypto.randomUUID(), runs: 1 })).rejects.toThrow('404');
  });
});
