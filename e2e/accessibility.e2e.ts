import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type Bed, type Case, dataRequests, states } from './support/accessibility-case.ts';
import { pageCases, redirects } from './support/accessibility-cases.ts';
import { endSession, offerSignIn } from './support/session-end.ts';
import { expect, test } from './support/test.ts';
import { activateBlocked, blockWindows, opensFrame } from './support/wizard-frame.ts';
import { progressOf } from './support/vocabulary.ts';

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** A small phone, and what a window of 1440 px becomes at 200 %. */
const narrow = [
  { width: 320, height: 640 },
  { width: 720, height: 450 },
];

/** What has nothing to do with the next check does not hide what that one finds. */
const softly = expect.configure({ soft: true });

test.use({ reducedMotion: 'reduce', viewport: wide, colorScheme: 'light' });

type ExpectAccessible = (page: Page, rules?: 'all' | 'of colours') => Promise<void>;

/**
 * Checks the page as it stands in both themes and on both widths. Every rule is asked in each theme and on each width; a
 * theme only changes colours, so on the phone the second theme is asked for them alone.
 */
async function check(page: Page, expectAccessible: ExpectAccessible): Promise<void> {
  const look = async (colorScheme: 'light' | 'dark', rules: 'all' | 'of colours') => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const width = page.viewportSize()?.width ?? 0;
    await test.step(`${width} wide, ${colorScheme}`, () => expectAccessible(page, rules));
  };
  await look('light', 'all');
  await look('dark', 'all');
  await page.setViewportSize(phone);
  await look('dark', 'all');
  await expectLargeTargets(page);
  await look('light', 'of colours');
  for (const size of narrow) {
    await page.setViewportSize(size);
    await expectNoSidewaysScroll(page);
  }
  await page.setViewportSize(wide);
}

/** What reaches out of the window is named, so that one need not search for it. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const reachingOut = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      return [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
        .slice(0, 5)
        .map((element) => `${element.outerHTML.slice(0, 100)} by ${scrollWidth - clientWidth} px`);
    });
  await softly
    .poll(reachingOut, { message: `${page.url()} at ${page.viewportSize()?.width} px`, timeout: 2_000 })
    .toEqual([]);
}

/** WCAG 2.2, 2.5.8: 24 px each way, or so far from the next one that a circle of 24 px around its middle is its own. */
async function expectLargeTargets(page: Page): Promise<void> {
  const small = await page.getByRole('button').evaluateAll((buttons) => {
    const boxes = buttons.map((button) => ({ name: button.textContent, box: button.getBoundingClientRect() }));
    return boxes.flatMap(({ name, box }) => {
      if (box.width >= 24 && box.height >= 24) return [];
      const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      const isCrowded = boxes.some(
        (other) =>
          other.box !== box &&
          Math.hypot(
            Math.max(other.box.left - middle.x, 0, middle.x - other.box.right),
            Math.max(other.box.top - middle.y, 0, middle.y - other.box.bottom),
          ) < 12,
      );
      return isCrowded ? [`${name}: ${box.width} × ${box.height}`] : [];
    });
  });
  softly(small, 'buttons of less than 24 px').toEqual([]);
}

/** Has our own server be silent, fail, or answer something else, to the requests that bring a page's data. */
async function answer(page: Page, requests: RegExp, how: Case['answers']): Promise<void> {
  if (how === undefined) return;
  await page.route(requests, async (route) => {
    if (how === 'nothing') return;
    if (how === 'failure') await route.fulfill({ status: 500, contentType: 'application/json', body: '{}' });
    else {
      const response = await route.fetch();
      await route.fulfill({ response, json: how((await response.json()) as never) });
    }
  });
}

for (const [key, { requests = dataRequests, states: cases, others = {} }] of Object.entries(pageCases)) {
  test(`${key}: no finding in any state, theme and width`, async ({
    page,
    server,
    sandbox,
    account,
    tray,
    allow,
    signInAs,
    expectAccessible,
  }) => {
    test.setTimeout(300_000);
    allow.status(500);
    // An answer to `/return` that belongs to nothing under way.
    allow.status(409);
    const bed: Bed = { page, server, sandbox, account, tray };
    let signedIn = account.demo;
    const be = async (person: string) => {
      if (person === signedIn) return;
      if (person === 'nobody') await page.context().clearCookies();
      else await signInAs(person);
      signedIn = person;
    };
    const found = Object.entries({ ...cases, ...others });
    for (const [name, one] of found) {
      if (typeof one === 'string') continue;
      await test.step(name, async () => {
        if (one.prepare) {
          await be(account.demo);
          await one.prepare(bed);
        }
        await be(one.as ?? account.demo);
        const address = typeof one.address === 'string' ? one.address : await one.address(bed);
        await answer(page, requests, one.answers);
        await page.goto(address);
        await one.open?.(bed);
        await expect(one.shows(page)).toBeVisible();
        if (one.answers !== 'nothing') await expect(page.getByText('Reading…')).toHaveCount(0);
        await check(page, expectAccessible);
        // A page that asks again by itself must not be answered by what it would be without the answers of this case.
        await page.goto('about:blank');
        await page.unrouteAll({ behavior: 'ignoreErrors' });
      });
    }
  });
}

test('every page of ours has its cases, in every state or with a reason', async () => {
  const source = await readFile('src/lib/paths.ts', 'utf8');
  const pages = [...source.matchAll(/^ {2}(\w+): \{(?:\s*)pattern:/gm)].map(([, name]) => name ?? '');
  expect(pages.length).toBeGreaterThan(10);
  expect(Object.keys(pageCases).toSorted()).toEqual(pages.filter((name) => !redirects.includes(name)).toSorted());
  for (const [key, { states: cases }] of Object.entries(pageCases)) {
    expect(Object.keys(cases).toSorted(), key).toEqual([...states].toSorted());
  }
});

test('a set-up under way: its panel, its frame, and the end of the session over it', async ({
  page,
  account,
  server,
  allow,
  expectAccessible,
}) => {
  test.slow();
  allow.status(401);
  await offerSignIn(page, account);
  await blockWindows(page, 1);
  await activateBlocked(page, 'Slack alerts for new orders', 'In a frame');
  await check(page, expectAccessible);
  await opensFrame(page, () => progressOf(page, 'In a frame').getByRole('button', { name: 'Open it here' }).click());
  await check(page, expectAccessible);
  await endSession(page, server);
  await expect(page.getByRole('dialog', { name: 'You were signed out' })).toBeVisible();
  await check(page, expectAccessible);
});

test('a list of 200 rows, in the middle of it', async ({ page, tray, expectAccessible }) => {
  test.slow();
  await tray.createMany(200, 'Many');
  await page.goto('/instances');
  await expect(page.getByText('200 instances', { exact: true })).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 3000));
  await expect
    .poll(() =>
      page
        .getByRole('row')
        .getByRole('link')
        .evaluateAll((links) => {
          const places = links.map((link) => link.getBoundingClientRect());
          return places.filter(({ top, bottom }) => top > 0 && bottom < window.innerHeight).length;
        }),
    )
    .toBeGreaterThan(8);
  await check(page, expectAccessible);
});

test('nothing moves for those who do not want it', async ({ page, account }) => {
  expect(account.demo).not.toBe('');
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running').length);
  await answer(page, dataRequests, 'nothing');
  await page.goto('/instances');
  await expect(page.getByText('Reading…')).toBeVisible();
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(moving, 'the skeleton is what would move').toBeGreaterThan(0);
});
