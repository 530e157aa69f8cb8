import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

import { organisationToken, type PrismaticBed, startPrismaticBed } from './testing/prismatic-bed.ts';

/** Prismatic's own command line client, as it comes; `npm test` installs it. */
const prism = join('tools', 'vendor-clients', 'node_modules', '@prismatic-io', 'prism', 'lib', 'run.js');

/** Each command is a process that loads a big program. */
const withinMs = 60_000;
const wholeTestMs = 300_000;

/** Runs in the client's process before it, and ends it with this code when it wants to leave this machine. */
const leftMachine = 99;
const staysHere = `import net from 'node:net';
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  if (options.path === undefined && !['localhost', '127.0.0.1', '::1', undefined].includes(options.host)) process.exit(${leftMachine});
  return connect.apply(this, given);
};`;

let bed: PrismaticBed;
let home: string;
let origin: string;
beforeAll(async () => {
  bed = await startPrismaticBed();
  home = await mkdtemp(join(tmpdir(), 'jackfield-prism-'));
  ({ origin } = new URL((await bed.request('/')).url));
});
afterAll(async () => {
  await bed.stop();
  await rm(home, { recursive: true, force: true });
});

/** Runs a command of the client and answers what it printed. Rejects with that when it ends otherwise than well. */
async function run(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [prism, ...words], {
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      PRISMATIC_URL: origin,
      PRISM_ACCESS_TOKEN: organisationToken,
      // It would ask the package registry for a newer one of itself.
      PRISM_SKIP_NEW_VERSION_CHECK: 'true',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(staysHere)}`,
    },
    timeout: withinMs,
  });
  return stdout.trim();
}

/** The rows of a list, by the client's own column names. */
async function list(...words: string[]): Promise<Record<string, unknown>[]> {
  return z
    .array(z.record(z.string(), z.unknown()))
    .parse(JSON.parse(await run(...words, '--extended', '--output=json')));
}

async function instanceAtVendor(id: string): Promise<unknown> {
  const shape = z.object({ instance: z.unknown() });
  const query = `query ($id: ID!) { instance(id: $id) { name enabled needsDeploy integration { versionNumber } } }`;
  return (await bed.ask(shape, organisationToken, query, { id })).instance;
}

test(
  'the vendor’s own client lists, makes, changes, deploys, switches and removes instances, unchanged',
  { timeout: wholeTestMs },
  async () => {
    const customers = await list('customers:list');
    const northwind = customers.find(({ name }) => name === 'Northwind');
    expect(northwind).toMatchObject({ externalId: 'northwind' });
    const integrations = await list('integrations:list');
    const integration = integrations.find(({ name }) => name === 'Order events');
    const versions = await list('integrations:versions', String(integration?.['id']));
    expect(new Set(versions.map((version) => Number(version['versionNumber'])))).toEqual(new Set([1, 2]));
    const versionId = (number: number) =>
      String(versions.find((version) => Number(version['versionNumber']) === number)?.['id']);

    const made = ['--name=By the client', `--integration=${versionId(1)}`, `--customer=${String(northwind?.['id'])}`];
    const id = await run('instances:create', ...made);
    expect(await instanceAtVendor(id)).toMatchObject({ name: 'By the client', integration: { versionNumber: 1 } });
    expect((await list('instances:list', `--customer=${String(northwind?.['id'])}`)).map((row) => row['id'])).toContain(
      id,
    );

    await run('instances:update', id, '--name=Renamed', `--version=${versionId(2)}`);
    expect(await instanceAtVendor(id)).toMatchObject({ name: 'Renamed', integration: { versionNumber: 2 } });
    await run('instances:deploy', id);
    expect(await instanceAtVendor(id)).toMatchObject({ enabled: true, needsDeploy: false });
    const flows = await list('instances:flow-configs:list', id);
    expect(new Set(flows.map(({ name }) => name))).toEqual(new Set(['Cancel order', 'Receive order']));
    await run('instances:disable', id);
    expect(await instanceAtVendor(id)).toMatchObject({ enabled: false });
    await run('instances:enable', id);
    expect(await instanceAtVendor(id)).toMatchObject({ enabled: true });
    await run('instances:delete', id);
    expect(await instanceAtVendor(id)).toBeNull();
  },
);
