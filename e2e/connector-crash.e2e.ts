import { expect, type Page, test } from '@playwright/test';
import { until } from './support/api-client.ts';
import { type CrashBed, startCrashBed, type Subject } from './support/crash-bed.ts';
import type { Moment } from './support/cut-in-proxy.ts';
import { headersOf } from './support/test.ts';

/** Behind those of the other crash trials. */
const firstBlock = 24;
const withinMs = 40_000;

/** Kills the server once, at this moment of this call, and starts it again. Answers what waits for the restart. */
function killAt({ server, patchworksProxy }: CrashBed, operation: string, moment: Moment): () => Promise<void> {
  let restarted: Promise<void> | null = null;
  patchworksProxy.watch(async (call, at) => {
    if (restarted !== null || call.operation !== operation || at !== moment) return 'pass';
    const killed = server.kill('SIGKILL');
    restarted = killed.then(() => server.restart());
    await killed;
    return 'drop';
  });
  return async () => {
    await expect.poll(() => restarted !== null).toBe(true);
    await restarted;
  };
}

/** How often the vendor itself got this call since the last kill was set. */
function reached({ patchworksProxy }: CrashBed, operation: string): number {
  return patchworksProxy.calls().filter((call) => call.operation === operation && call.reachedVendor).length;
}

/** Goes to the last page of the wizard, and presses. */
async function addRates(page: Page, { server }: CrashBed, subject: Subject, name: string): Promise<void> {
  const { id } = await subject.patchworks.install('Exchange Rates');
  const begun = await page.request.post(`${server.origin}/api/connector-drafts`, {
    data: { connectorId: String(id) },
    headers: headersOf(server),
  });
  expect(begun.status(), await begun.text()).toBe(201);
  const { draft }: { draft: { id: string } } = await begun.json();
  await page.goto(`${server.origin}/connectors/add/${draft.id}?step=name`);
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Add instance' }).click();
}

const removal =
  'mutation ($id: ID!) { removeInstance(input: { id: $id, confirmation: "confirm" }) { operation { id } } }';

test('kill -9 around an instance’s making and removal: it is told, and each is done once', async ({ page }, {
  parallelIndex,
}) => {
  test.setTimeout(180_000);
  const bed = await startCrashBed(firstBlock + parallelIndex);
  try {
    const subject = await bed.newSubject();
    const { client, patchworks, demo } = subject;
    const { server } = bed;
    const signedIn = await page.request.post(`${server.origin}/api/session`, {
      data: { demo },
      headers: headersOf(server),
    });
    expect(signedIn.status()).toBe(200);
    const names = async () => (await patchworks.instances()).map(({ name }) => name);
    const add = page.getByRole('button', { name: 'Add instance' });
    const isThere = (name: string) => page.getByRole('heading', { level: 1, name: `${name} is there` });
    const unsure = page.getByText(/It is not certain whether the instance was added/);

    // The vendor has made it, and nobody has heard of it.
    let restarted = killAt(bed, 'POST /connectors', 'after');
    await addRates(page, bed, subject, 'Made unheard');
    await expect(unsure).toBeVisible();
    await restarted();
    expect(await names()).toEqual(['Made unheard']);
    // What the dead server had claimed is free again after a while.
    await bed.sandbox.advance(20_000);
    await add.click();
    await expect(isThere('Made unheard')).toBeVisible({ timeout: withinMs });
    expect(reached(bed, 'POST /connectors')).toBe(1);

    // The vendor knows nothing of it.
    restarted = killAt(bed, 'POST /connectors', 'before');
    await addRates(page, bed, subject, 'Never sent');
    await expect(unsure).toBeVisible();
    await restarted();
    await bed.sandbox.advance(20_000);
    await add.click();
    // It might still be on its way there.
    await expect(page.getByText(/in a minute/)).toBeVisible({ timeout: withinMs });
    expect(reached(bed, 'POST /connectors')).toBe(0);
    await bed.sandbox.advance(60_000);
    await add.click();
    await expect(isThere('Never sent')).toBeVisible({ timeout: withinMs });
    expect(reached(bed, 'POST /connectors')).toBe(1);
    expect(await names()).toEqual(['Made unheard', 'Never sent']);

    // A removal is in the journal before it is sent, and goes on by itself.
    const rows = await client.rows();
    expect(rows.map(({ name }) => name).toSorted()).toEqual(['Made unheard', 'Never sent']);
    for (const [name, moment] of [
      ['Made unheard', 'before'],
      ['Never sent', 'after'],
    ] as const) {
      restarted = killAt(bed, 'DELETE /connectors/:id', moment);
      const row = rows.find((one) => one.name === name);
      // Whoever asked is told nothing when the server dies.
      await client.graph(removal, { id: row?.id }).catch(() => null);
      await restarted();
      await until(
        () => client.rows(),
        (left) => left.every(({ id }) => id !== row?.id),
        withinMs,
        'the removal comes to rest',
      );
      expect(await names()).not.toContain(name);
    }
    expect(await names()).toEqual([]);
  } finally {
    await bed.stop();
  }
});
