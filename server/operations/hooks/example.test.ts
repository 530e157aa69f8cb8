import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { HookInstance } from '#contract/hooks.ts';
import { expect, test } from 'vitest';
import { createLogger } from '../../platform/logger.ts';
import { seedSolutions } from '#server/sandbox/tray/seeds/solutions.ts';
import { beforeEnableAnswer, upgradeValuesAnswer, validateAnswer } from './hook-answers.ts';
import { callHook } from './call-hook.ts';
import { hookNames, loadHooks } from './load-hooks.ts';

const module = 'examples/hooks.mjs';
const signal = new AbortController().signal;
const logger = createLogger('silent');
const person = { name: 'Maya', role: 'user' } as const;
const nothing = { configValues: {}, authValues: {} };
const instance = (name: string): HookInstance => ({
  id: 'i',
  vendor: 'tray',
  vendorId: 'v',
  name,
  templateId: 't',
  templateName: 'Slack alerts for new orders',
  account: { externalId: 'northwind', name: 'Northwind' },
});

test('the example is loaded as the guide says, and has all three hooks', async () => {
  const guide = await readFile('docs/hooks.md', 'utf8');
  expect(guide).toContain(`JACKFIELD_HOOKS=${module} npm start`);
  expect(Object.keys(await loadHooks(module))).toEqual([...hookNames]);
});

test('the example keeps to the types of the contract', async () => {
  const compiler = 'node_modules/typescript/bin/tsc';
  const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', 'examples']).catch(
    (failure: { stdout: string }) => failure,
  );
  expect(stdout).toBe('');
}, 120_000);

test('the example’s check refuses a channel without # and an address without @', async () => {
  const { validate } = await loadHooks(module);
  const ask = (configValues: Record<string, unknown>) =>
    callHook({
      name: 'validate',
      hook: validate ?? (() => 'none'),
      given: {
        instance: instance('x'),
        person,
        visible: Object.keys(configValues),
        values: { ...nothing, configValues },
      },
      answer: validateAnswer,
      logger,
    });
  const channel = 'external_slack_channel';
  const recipient = 'external_digest_recipient';
  expect(await ask({ [channel]: 'orders', [recipient]: 'sales' })).toEqual({
    [channel]: 'A channel begins with #.',
    [recipient]: 'An e-mail address has an @.',
  });
  expect(await ask({ [channel]: '#orders', [recipient]: 'a@b.example', other: 7 })).toEqual({});
  const slots = [...seedSolutions.slackAlerts.versions, ...seedSolutions.digest.versions].flatMap(({ configSlots }) =>
    configSlots.map(({ externalId }) => externalId),
  );
  expect(slots).toEqual(expect.arrayContaining([channel, recipient]));
});

test('the example holds back what says [hold]', async () => {
  const { beforeEnable } = await loadHooks(module);
  const ask = async (name: string) =>
    beforeEnableAnswer.parse(await beforeEnable?.({ instance: instance(name), person, values: nothing, signal }));
  expect(await ask('Orders')).toEqual({ allow: true });
  expect(await ask('Orders [hold]')).toEqual({ allow: false, reason: expect.stringContaining('[hold]') });
});

test('the example supplies what it knows of the sandbox’s Solutions, and nothing for others', async () => {
  const { upgradeValues } = await loadHooks(module);
  const ask = async (config: string[]) =>
    upgradeValuesAnswer.parse(
      await upgradeValues?.({ instance: instance('x'), values: nothing, slots: { auth: [], config }, signal }),
    );
  const slots = (versions: { configSlots: { externalId: string }[] }[]) =>
    versions.at(-1)?.configSlots.map(({ externalId }) => externalId) ?? [];
  expect((await ask(slots(seedSolutions.approvals.versions)))?.configValues).toEqual({ external_ledger_id: 'main' });
  expect((await ask(slots(seedSolutions.orders.versions)))?.configValues).toEqual({ external_region: 'eu' });
  expect((await ask(['external_system_7']))?.configValues).toEqual({ external_system_7: 'premium' });
  expect(await ask(slots(seedSolutions.digest.versions))).toBeNull();
});
