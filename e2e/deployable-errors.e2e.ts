import type { Page } from '@playwright/test';
import type { Fault } from './support/sandbox.ts';
import { expect, test } from './support/test.ts';
import { openList, rowNamed } from './support/vocabulary.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Warehouse' });
const next = (page: Page) => page.getByRole('button', { name: 'Next' });

/** Opens the settings of an instance that is at work, by way of its row. */
async function openSettings(page: Page, name: string): Promise<void> {
  await openList(page, '/instances');
  await rowNamed(page, name).getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: 'Settings' }).click();
  await expect(field(page)).toBeVisible();
}

interface Shape {
  shape: string;
  fault: Fault['fault'];
  /** What our server answers, of which the browser complains. */
  status: number;
  /** What happened, whether anything was changed, what to do. */
  says: RegExp[];
}

const change = 'updateInstanceConfigVariables';

const shapes: Shape[] = [
  {
    shape: 'a list of errors in place of data',
    fault: 'graphql-errors',
    status: 409,
    says: [/^Prismatic refused the change to /, /Something went wrong/, /Nothing was changed\./, /then try again/],
  },
  {
    shape: 'a detail, which is how the limit answers',
    fault: 'rate-limit',
    status: 429,
    says: [
      /^Prismatic is asked too much at the moment\./,
      /Nothing was changed\./,
      /(Ask again after|Wait half a minute)/,
    ],
  },
  {
    shape: 'a status of failure without JSON',
    fault: '500',
    status: 503,
    says: [/^Prismatic did not say whether|^Prismatic does not answer\./, /try again/i],
  },
];

test('each shape of an error says what happened, what was changed and what to do, and what was typed stays', async ({
  page,
  account,
  prismatic,
  prismaticSandbox,
  allow,
  expectAccessible,
}) => {
  const { id } = await prismatic.create('Stock', { integration: 'Inventory sync' });
  await prismatic.fill(id);
  await prismatic.deploy(id);
  await openSettings(page, 'Stock');
  // On a phone the banner is far above the button that was pressed.
  await page.setViewportSize({ width: 390, height: 844 });

  // An error of one field, which names what it is about.
  allow.status(409);
  await page.getByRole('textbox', { name: 'Batch size' }).fill('1e999');
  await next(page).click();
  await expect(page.getByText('It was refused: “The value of "Batch size" is not valid for its type.”')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Batch size' })).toBeFocused();
  await expect(page.getByText(/Nothing was changed\. Everything that you typed is still here\./)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Batch size' }).fill('50');

  await field(page).fill('North');
  for (const { shape, fault, status, says } of shapes) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, on the same page
    await test.step(shape, async () => {
      allow.status(status);
      await prismaticSandbox.setFaults(account.account, [{ match: change, fault, times: 1 }]);
      await next(page).click();
      const told = page.getByRole('alert').filter({ hasText: /Prismatic/ });
      await expect(told).toBeInViewport({ ratio: 1 });
      for (const words of says) {
        // oxlint-disable-next-line no-await-in-loop -- each is a sentence of the same banner
        await expect(told).toContainText(words);
      }
      await expect(told).toContainText('Everything that you typed is still here.');
      await expect(field(page)).toHaveValue('North');
    });
  }
  await prismaticSandbox.clearFaults();
  await next(page).click();
  await expect(page.getByRole('heading', { level: 2, name: /^Deploy Step/ })).toBeFocused();
  expect((await prismatic.instance(id)).variables.find(({ key }) => key === 'Warehouse')?.value).toBe('North');
});

test('an error of the whole instance stands beside the name that it is about, and another name is taken', async ({
  page,
  prismatic,
}) => {
  await prismatic.create('Taken');
  await page.goto('/catalogue?q=Order+events');
  await page.getByRole('button', { name: 'Activate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name of the instance' }).fill('Taken');
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(dialog.getByText('An instance with this name already exists for this customer.')).toBeVisible();
  await expect(dialog.getByText(/Nothing was changed\./)).toBeVisible();
  await dialog.getByRole('button', { name: 'Change and try again' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the instance' }).fill('Free');
  await dialog.getByRole('button', { name: 'Activate' }).click();
  await expect(dialog.getByText('Free is deployed and works from now on.')).toBeVisible();
  expect((await prismatic.instances()).map(({ name }) => name).toSorted()).toEqual(['Free', 'Taken']);
});
