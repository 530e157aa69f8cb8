import { generateKeyPairSync } from 'node:crypto';
import { type Browser, type BrowserContext, expect, type Page, test as base } from '@playwright/test';
import { type HostProduct, hostClaims, startHostProduct } from './support/host-product.ts';
import { type IdentityProvider, startIdentityProvider } from './support/identity-provider.ts';
import { type Allowances, watchPages } from './support/page-watch.ts';
import { type SandboxProcess, startSandboxProcess } from './support/sandbox-process.ts';
import { liftLimits } from './support/sandbox.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { chooseFromRow, openList, rowNamed } from './support/vocabulary.ts';

/** A live Jackfield: its vendors are a sandbox that runs as a process of its own, and people come from elsewhere. */
interface LiveDeployment {
  server: RunningServer;
  provider: IdentityProvider;
  product: HostProduct;
}

// A block of ports that no worker of the other journeys has: each has its own server all the while.
const firstPort = Number(process.env.JACKFIELD_E2E_PORT ?? 4200);
const block = 9;

const test = base.extend<{ allow: Allowances }, { live: LiveDeployment }>({
  live: [
    async ({}, use, { parallelIndex }) => {
      const worker = block - parallelIndex;
      const origin = `http://localhost:${firstPort + worker * 10}`;
      const sandbox = await startSandboxProcess(firstPort + worker * 10 + 5);
      await liftLimits(sandbox);
      const provider = await startIdentityProvider(`${origin}/return`);
      provider.people.set('maya', { name: 'Maya Lindqvist', account: 'northwind', account_name: 'Northwind Ltd.' });
      provider.people.set('priya', { name: 'Priya Nair', role: 'admin' });
      const product = await startHostProduct();
      const server = await startServer(worker, {
        ...provider.settings,
        ...product.settings,
        ...(await vendorSettings(sandbox)),
        JACKFIELD_SECRET: 'a secret of the live deployment, long enough',
        JACKFIELD_PUBLIC_URL: origin,
      });
      await use({ server, provider, product });
      await server.stop();
      await Promise.all([sandbox.stop(), provider.stop(), product.stop()]);
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  baseURL: async ({ live }, use) => use(live.server.origin),

  allow: [
    async ({ context, live }, use, testInfo) => {
      const watch = await watchPages(context);
      await use(watch.allow);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('server log', { body: live.server.log(), contentType: 'text/plain' });
      }
      watch.demandSilence();
    },
    { auto: true },
  ],
});

// One deployment for all of them: it takes a sandbox, a provider and a server.
test.describe.configure({ mode: 'default' });

/** What an operator of all four vendors sets, Prismatic's signing key among it, which the vendor is told beforehand. */
async function vendorSettings(sandbox: SandboxProcess): Promise<Record<string, string>> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const told = await fetch(`${sandbox.prismaticOrigin}/_sandbox/signing-key`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ publicKey }),
  });
  const { organization }: { organization: string } = await told.json();
  return {
    TRAY_API_URL: `${sandbox.trayOrigin}/graphql`,
    TRAY_APP_URL: sandbox.trayOrigin,
    TRAY_MASTER_TOKEN: 'sandbox-master',
    TRAY_PARTNER: 'jackfield',
    PRISMATIC_URL: sandbox.prismaticOrigin,
    PRISMATIC_REFRESH_TOKEN: 'sandbox-prismatic-refresh',
    PRISMATIC_SIGNING_KEY: privateKey,
    PRISMATIC_ORGANIZATION: organization,
    INSTABASE_URL: sandbox.instabaseOrigin,
    INSTABASE_TOKEN: 'sandbox-instabase-northwind',
    INSTABASE_ACCOUNT: 'northwind',
    PATCHWORKS_URL: sandbox.patchworksOrigin,
    PATCHWORKS_API_KEY: 'sandbox-patchworks',
    PATCHWORKS_ACCOUNT: 'northwind',
  };
}

async function signInAtProvider(page: Page, login: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('textbox', { name: 'Login' }).fill(login);
  await page.getByRole('button', { name: 'Go on' }).click();
}

async function newPage(browser: Browser, { live }: { live: LiveDeployment }): Promise<[Page, BrowserContext]> {
  const context = await browser.newContext({ baseURL: live.server.origin });
  return [await context.newPage(), context];
}

test('by the identity provider one comes to one’s instances, and out again', async ({ page, context, live }) => {
  await page.goto('/instances?q=digest');
  await expect(page).toHaveURL(/\/sign-in\?from=/);
  await expect(page.getByRole('button', { name: /Maya/ })).toHaveCount(0);
  await signInAtProvider(page, 'maya');
  // The way back is from another site, and the Strict cookie is sent with what the page itself asks.
  await expect(page).toHaveURL(`${live.server.origin}/instances?q=digest`);
  await expect(rowNamed(page, 'Sales digest')).toBeVisible();
  await openList(page, '/instances');
  // Tray's and Prismatic's and, with the credentials of the environment, Instabase's and Patchworks'.
  await expect(page.getByText('37 instances', { exact: true })).toBeVisible();
  const names = (await context.cookies(live.server.origin)).map(({ name, sameSite, httpOnly }) => [
    name,
    sameSite,
    httpOnly,
  ]);
  expect(names).toContainEqual(['session', 'Strict', true]);
  await page.goto('/instances');
  await page.getByRole('button', { name: /Maya Lindqvist/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('who gives up at the provider, or finds it down, is told and may try again', async ({ page, live, allow }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Give up' }).click();
  await expect(page.getByRole('alert')).toContainText('was given up');
  expect(page.url()).toBe(`${live.server.origin}/return`);

  // It goes down after it has sent the browser back, before its answer is redeemed.
  allow.status(503);
  await page.route('**/api/return', async (route) => {
    live.provider.fallSilent();
    await route.continue();
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('textbox', { name: 'Login' }).fill('maya');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('alert')).toContainText('does not answer');
  await page.unroute('**/api/return');
  live.provider.answer();
  // The provider knows by now who is there.
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Instances' })).toBeVisible();
});

test('by a token of the product one is in with one click, and the token is nowhere', async ({ page, live, allow }) => {
  const { origin } = live.server;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.url()} ${request.headers()['referer'] ?? ''}`));
  const token = await live.product.sign(
    hostClaims(live.product, origin, new Date(), { sub: 'tomas', name: 'Tomás Rey', account: 'fabrikam' }),
  );
  await page.goto(`/sign-in?from=%2Fcatalogue#token=${token}`);
  const button = page.getByRole('button', { name: /^Continue as Tomás Rey/ });
  await expect(button).toBeVisible();
  expect(page.url()).toBe(`${origin}/sign-in?from=%2Fcatalogue`);
  await button.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Catalogue' })).toBeVisible();
  await page.goBack();
  expect(page.url()).not.toContain('token');
  expect(asked.filter((line) => line.includes(token))).toEqual([]);
  expect(live.server.log()).not.toContain(token);
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Morning digest')).toBeVisible();
  // The key and the token of the environment are another account's.
  for (const vendor of ['Patchworks', 'Instabase']) {
    // oxlint-disable-next-line no-await-in-loop -- two in all
    await expect(page.getByText(`not connected to ${vendor}`)).toBeVisible();
  }

  // Once more it is of no use.
  allow.status(403);
  await page.getByRole('button', { name: /Tomás Rey/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.goto(`/sign-in#token=${token}`);
  await page.getByRole('button', { name: /^Continue as/ }).click();
  await expect(page.getByRole('alert')).toContainText('could not be signed in');
});

test('an admin ends somebody’s sessions, who is out at once', async ({ page, browser, live, allow }) => {
  allow.status(401);
  const [mayas, mayasContext] = await newPage(browser, { live });
  await mayas.goto('/sign-in');
  await signInAtProvider(mayas, 'maya');
  await expect(rowNamed(mayas, 'Sales digest')).toBeVisible();

  await page.goto('/sign-in');
  await signInAtProvider(page, 'priya');
  await expect(page).toHaveURL(/\/admin\/instances$/);
  await openList(page, '/admin/instances?q=sales+digest');
  await chooseFromRow(page, 'Sales digest', 'Debug');
  await page.getByRole('link', { name: 'Who signs in for Northwind Ltd.' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Northwind Ltd.' })).toBeVisible();
  const people = page.getByRole('region', { name: 'People' });
  await people.getByRole('button', { name: 'End sessions of Maya Lindqvist' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End sessions' }).click();
  await expect(people.getByText('0 sessions')).toBeVisible();

  await mayas.goto('/catalogue');
  await expect(mayas).toHaveURL(/\/sign-in\?from=/);
  await mayasContext.close();
});

test('what belongs to the sandbox is not there', async ({ request, live }) => {
  const { origin, trayOrigin, prismaticOrigin, instabaseOrigin, patchworksOrigin } = live.server;
  const headers = { 'x-requested-with': 'jackfield', 'content-type': 'application/json', origin };
  expect((await request.post('/api/session', { data: { demo: 'maya' }, headers })).status()).toBe(400);
  expect((await request.post('/api/demo/accounts', { data: {}, headers })).status()).toBe(404);
  expect(await (await request.get('/api/deployment')).json()).toMatchObject({ mode: 'live', demoPeople: [] });
  for (const vendor of [trayOrigin, prismaticOrigin, instabaseOrigin, patchworksOrigin]) {
    // oxlint-disable-next-line no-await-in-loop -- four in all
    await expect(fetch(vendor)).rejects.toThrow();
  }
  expect((await request.get('/_sandbox/clock')).status()).toBe(404);
});
