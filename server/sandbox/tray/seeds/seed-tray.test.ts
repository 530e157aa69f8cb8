import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { type ListedInstance, master, startTrayBed, type TrayBed } from '../testing/tray-bed.ts';

let bed: TrayBed;
beforeAll(async () => {
  bed = await startTrayBed();
});
afterAll(() => bed.stop());

const catalogue = z.object({
  viewer: z.object({
    solutions: z.object({
      edges: z.array(
        z.object({
          node: z.object({
            authSlots: z.array(z.unknown()),
            configSlots: z.array(z.object({ defaultValue: z.string() })),
          }),
        }),
      ),
    }),
  }),
});

function kind({ solutionVersionFlags: flags }: ListedInstance): string {
  return [flags.hasNewerVersion, flags.requiresUserInputToUpdateVersion, flags.requiresSystemInputToUpdateVersion]
    .map((flag) => (flag ? 'T' : 'F'))
    .join('');
}

describe('the first seeding', () => {
  it('gives Northwind every update kind, enabled and disabled, and these rest', async () => {
    const token = await bed.userToken('northwind');
    const before = await bed.instances(token);
    expect(before.length).toBeGreaterThanOrEqual(14);
    const kinds = (enabled: boolean) => new Set(before.filter((one) => one.enabled === enabled).map(kind));
    const all = new Set(['FFF', 'TFF', 'TTF', 'TFT', 'TTT']);
    expect(kinds(true)).toEqual(all);
    expect(kinds(false)).toEqual(all);
    bed.clock.advance(86_400_000);
    expect(await bed.instances(token)).toEqual(before);
  });

  it('gives Fabrikam five and more', async () => {
    expect((await bed.instances(await bed.userToken('fabrikam'))).length).toBeGreaterThanOrEqual(5);
  });

  it('begins the catalogue with a Solution that needs an account and two settings', async () => {
    const answer = await bed.ask(
      master,
      '{ viewer { solutions { edges { node { authSlots { externalId } configSlots { defaultValue } } } } } }',
    );
    const solutions = catalogue.parse(answer.data).viewer.solutions.edges.map(({ node }) => node);
    expect(solutions.length).toBeGreaterThanOrEqual(8);
    expect(solutions[0]?.authSlots.length).toBeGreaterThanOrEqual(1);
    expect(solutions[0]?.configSlots.filter(({ defaultValue }) => defaultValue === '').length).toBeGreaterThanOrEqual(
      2,
    );
    expect(solutions.some(({ authSlots, configSlots }) => authSlots.length + configSlots.length === 0)).toBe(true);
  });

  it('joins every account an instance uses with the user’s authentications', async () => {
    const token = await bed.userToken('northwind');
    const answer = await bed.ask(token, '{ viewer { authentications { edges { node { id } } } } }');
    const known = JSON.stringify(answer.data);
    const used = (await bed.instances(token)).flatMap(({ authValues }) => authValues.map(({ authId }) => authId));
    expect(used.length).toBeGreaterThan(5);
    for (const authId of used) expect(known).toContain(authId);
  });
});
