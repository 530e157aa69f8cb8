import { AxeBuilder } from '@axe-core/playwright';
import { type APIRequestContext, type Page, test as base, expect } from '@playwright/test';
import { type Allowances, watchPages } from './page-watch.ts';
import { type Sandbox, liftLimits, reachSandbox } from './sandbox.ts';
import { type RunningServer, startServer } from './server.ts';
import { type InstabaseOwner, actAtInstabase } from '#server/sandbox/instabase/testing/instabase-owner.ts';
import { type PatchworksOwner, actAtPatchworks } from '#server/sandbox/patchworks/testing/patchworks-owner.ts';
import { type PrismaticOwner, actAtPrismatic } from '#server/sandbox/prismatic/testing/prismatic-owner.ts';
import { type TrayOwner, actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';

/** A fresh account with one person, whom the test's browser is signed in as. */
export interface TestAccount {
  /** The external id, by which the vendors know it. */
  account: string;
  /** What `POST /api/session` takes. */
  demo: string;
}

interface WorkerFixtures {
  server: RunningServer;
}

interface TestFixtures {
  allow: Allowances;
  /** The imitated Tray's switches. The rate limit is lifted; faults are cleared after each test. */
  sandbox: Sandbox;
  account: TestAccount;
  /** The imitated Tray, as the account's owner. */
  tray: TrayOwner;
  /** The imitated Patchworks' switches, as those of Tray. */
  patchworksSandbox: Sandbox;
  /** The imitated Patchworks, as the account's company. */
  patchworks: PatchworksOwner;
  /** The imitated Prismatic's switches, as those of Tray. */
  prismaticSandbox: Sandbox;
  /** The imitated Prismatic, as its organisation that looks at the account's customer. */
  prismatic: PrismaticOwner;
  /** The imitated Instabase's switches, as those of Tray. */
  instabaseSandbox: Sandbox;
  /** The imitated Instabase, as the account's user. */
  instabase: InstabaseOwner;
  /** Signs the test's browser in as a demo person: `maya`, `jonas`, `tomas`, `priya` or an account's own. */
  signInAs: (demo: string) => Promise<void>;
  /** Fails when the page, as it is now, breaks a rule of WCAG 2.2 A or AA that can be checked by program. */
  expectAccessible: (page: Page, rules?: 'all' | 'of colours') => Promise<void>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({}, use, { parallelIndex }) => {
      const server = await startServer(parallelIndex);
      await liftLimits(server);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  baseURL: async ({ server }, use) => use(server.origin),

  allow: [
    async ({ context, server }, use, testInfo) => {
      const logBefore = server.log().length;
      const watch = await watchPages(context);
      await use(watch.allow);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('server log', { body: server.log().slice(logBefore), contentType: 'text/plain' });
      }
      try {
        watch.demandSilence();
      } finally {
        // A request that is being answered by a route when the test ends is nobody's error.
        await Promise.all([context, ...context.pages()].map((one) => one.unrouteAll({ behavior: 'ignoreErrors' })));
      }
    },
    { auto: true },
  ],

  sandbox: async ({ server }, use) => lendSandbox(server.trayOrigin, use),

  patchworksSandbox: async ({ server }, use) => lendSandbox(server.patchworksOrigin, use),

  prismaticSandbox: async ({ server }, use) => lendSandbox(server.prismaticOrigin, use),

  instabaseSandbox: async ({ server }, use) => lendSandbox(server.instabaseOrigin, use),

  account: async ({ context, server, signInAs }, use) => {
    const response = await context.request.post('/api/demo/accounts', { data: {}, headers: headersOf(server) });
    expect(response.status(), await response.text()).toBeLessThan(300);
    const account: TestAccount = await response.json();
    await signInAs(account.demo);
    await use(account);
  },

  tray: async ({ account, server }, use) => use(await actAtTray(server.trayOrigin, account.account)),

  patchworks: async ({ account, server }, use) => use(await actAtPatchworks(server.patchworksOrigin, account.account)),

  prismatic: async ({ account, server }, use) => use(await actAtPrismatic(server.prismaticOrigin, account.account)),

  instabase: async ({ account, server }, use) => use(await actAtInstabase(server.instabaseOrigin, account.account)),

  signInAs: async ({ context, server, allow }, use) =>
    use(async (demo) => {
      // What an open page asks for in the moment in which its session ends is refused.
      if (context.pages().length > 0) allow.status(401);
      await signIn(context.request, server, demo);
    }),

  expectAccessible: async ({}, use) =>
    use(async (page, rules = 'all') => {
      // A colour on its way from one theme to the other has no contrast of its own.
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
      // What passes is not asked for, and only pages with frames need the slower way that reaches into them.
      const builder = new AxeBuilder({ page })
        .options({ resultTypes: ['violations'] })
        .setLegacyMode(page.frames().length === 1);
      if (rules === 'all') builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
      else builder.withRules(['color-contrast', 'link-in-text-block']);
      // Bars that stay in place cover a part of what scrolls below them, and axe takes what is left for its size.
      if (await page.evaluate(() => window.scrollY > 0)) builder.disableRules(['target-size']);
      const { violations } = await builder.analyze();
      const found = violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, any }) => [html, ...any.map(({ message }) => message)].join(' ')).join(' | ')}`,
      );
      expect(found, 'accessibility').toEqual([]);
    }),
});

export { expect } from '@playwright/test';

/** The switches of one imitated vendor for one test, and back to how they were. */
async function lendSandbox(origin: string, use: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = reachSandbox(origin);
  let hitEverybody = false;
  await use({
    ...sandbox,
    setFaults: (who, faults) => {
      hitEverybody ||= who === null;
      return sandbox.setFaults(who, faults);
    },
  });
  await sandbox.clearFaults();
  // The next test must find the vendor asked again; a minute is the longest that one is left alone.
  if (hitEverybody) await sandbox.advance(60_000);
}

async function signIn(request: APIRequestContext, server: RunningServer, demo: string): Promise<void> {
  const response = await request.post('/api/session', { data: { demo }, headers: headersOf(server) });
  expect(response.status(), await response.text()).toBeLessThan(300);
}

/** What an unsafe request needs. It comes from no page and so has no Fetch Metadata, but must name our origin. */
export function headersOf(server: RunningServer): Record<string, string> {
  // A connection that is kept for later may be closed by the server in the moment in which it is used again; a browser
  // tries once more then, and these requests do not.
  const connection = 'close';
  return { 'x-requested-with': 'jackfield', 'content-type': 'application/json', origin: server.origin, connection };
}
