import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type InstabaseBed, root, startInstabaseBed, tokens } from '../testing/instabase-bed.ts';

let bed: InstabaseBed;
beforeAll(async () => {
  bed = await startInstabaseBed();
});
afterAll(() => bed.stop());

describe('the first seeding', () => {
  it('has fifteen solutions and more, and these rest', async () => {
    const before = await bed.list(tokens.admin, 'limit=100');
    expect(before.solutions.length).toBeGreaterThanOrEqual(15);
    bed.clock.advance(86_400_000);
    await bed.restart();
    expect(await bed.list(tokens.admin, 'limit=100')).toEqual(before);
  });

  it('gives Northwind every state and every visibility, and runs of every end', async () => {
    const states = (await bed.list(tokens.northwind, 'owner=northwind')).solutions.map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['ACTIVE', 'INACTIVE']));
    const shown = await Promise.all(
      ['PUBLIC', 'PRIVATE', 'PENDING_REVIEW'].map((visibility) =>
        bed.list(tokens.northwind, `visibility=${visibility}`),
      ),
    );
    for (const { solutions } of shown) expect(solutions.length).toBeGreaterThan(0);
    const ends = (await bed.jobs(tokens.northwind, 'limit=100')).map(({ state }) => state);
    expect(new Set(ends)).toEqual(new Set(['COMPLETE', 'FAILED', 'CANCELLED', 'STOPPED_AT_CHECKPOINT']));
  });

  it('holds a run that was resumed, and metadata that is no JSON', async () => {
    const runs = await bed.jobs(tokens.northwind, 'limit=100');
    expect(runs.some((run) => BigInt(run.lastStartTimeNs) > BigInt(run.startTimeNs))).toBe(true);
    const { id } = await bed.only(tokens.northwind, 'name=Supplier+onboarding');
    const { body } = await bed.send(tokens.northwind, 'GET', `${root}/${id}`);
    const { metadata } = (body as { solution: { metadata: string } }).solution;
    expect(() => JSON.parse(metadata) as unknown).toThrow(SyntaxError);
  });
});
