import type { Page, Route } from '@playwright/test';
import { type RunningServer } from './server.ts';
import { headersOf, type TestAccount } from './test.ts';

/** Ends the browser's session at the server, as an administrator or the passing of time would: the cookie stays. */
export async function endSession(page: Page, server: RunningServer): Promise<void> {
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'session');
  if (!cookie) throw new Error('There is no session cookie.');
  const response = await fetch(`${server.origin}/api/session`, {
    method: 'DELETE',
    headers: { ...headersOf(server), cookie: `session=${cookie.value}` },
    body: '{}',
  });
  if (!response.ok) throw new Error(`The session could not be ended: ${response.status}`);
}

/**
 * The same, and `act` is the first that meets it: what the page reads by itself meanwhile waits until then, or it would
 * learn of the end, and hide what is to be acted on, now and then.
 */
export async function endSessionBefore<Result>(
  page: Page,
  server: RunningServer,
  act: () => Promise<Result>,
): Promise<Result> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const hold = async (route: Route) => {
    const request = route.request();
    const isRead = request.method() === 'GET' || /"query":"\s*query\b/.test(request.postData() ?? '');
    if (isRead) await released;
    await route.fallback();
  };
  await page.route('**/api/**', hold);
  await endSession(page, server);
  const result = await act();
  release();
  await page.unroute('**/api/**', hold);
  return result;
}

/** Gives the account's person a button on the sign-in page, as the demo people have one. */
export async function offerSignIn(page: Page, { demo }: TestAccount): Promise<void> {
  await page.route('**/api/deployment', async (route) => {
    const response = await route.fetch();
    const deployment = (await response.json()) as { demoPeople: object[] };
    const person = { key: demo, name: 'The same person', accountName: 'Own', role: 'user', viewOnly: false };
    await route.fulfill({ response, json: { ...deployment, demoPeople: [person, ...deployment.demoPeople] } });
  });
}
