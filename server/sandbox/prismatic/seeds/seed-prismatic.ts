import type { Clock } from '#server/platform/clock.ts';

import { nameBasedUuid } from '../../name-based-uuid.ts';
import { sandboxAccounts } from '../../sandbox-accounts.ts';
import type { PrismaticDatabase, VersionDefinition, VersionRow } from '../database/tables.ts';
import { runFlow } from '../flows/run-flow.ts';
import { later, organisation } from '../prismatic-services.ts';
import { changeInstance, createInstance, deployInstance } from '../store/instance-writes.ts';
import type { GivenVariable } from '../store/variables.ts';
import { ensureCustomer } from './seed-many.ts';
import { type SeedIntegration, seedIntegrations } from './integrations.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** An instance with which an account begins. */
interface SeedInstance {
  account: keyof typeof sandboxAccounts;
  integration: string;
  version: number;
  name: string;
  variables: GivenVariable[];
  state: 'unconfigured' | 'active' | 'paused';
  /** How its runs ended, the newest last. */
  runs: ('ok' | 'failed')[];
}

const sftp: GivenVariable = {
  key: 'SFTP',
  values: JSON.stringify([
    { name: 'host', type: 'value', value: 'sftp.northwind.example' },
    { name: 'username', type: 'value', value: 'stock' },
    { name: 'password', type: 'value', value: 'not-a-real-one' },
  ]),
};
const warehouse: GivenVariable = { key: 'Warehouse', value: 'Rotterdam' };

const northwind = { account: 'northwind', integration: 'inventory', version: 2 } as const;

const seedInstances: readonly SeedInstance[] = [
  { ...northwind, integration: 'echo', name: 'Order events', variables: [], state: 'active', runs: ['ok', 'ok'] },
  {
    ...northwind,
    version: 1,
    name: 'Stock from Rotterdam',
    variables: [sftp, warehouse],
    state: 'active',
    runs: ['ok', 'failed', 'ok', 'failed'],
  },
  {
    ...northwind,
    name: 'Stock from Oslo',
    variables: [sftp, { key: 'Warehouse', value: 'Oslo' }, { key: 'Mode', value: 'full' }],
    state: 'paused',
    runs: ['ok'],
  },
  { ...northwind, integration: 'alerts', name: 'Alerts for the team', variables: [], state: 'unconfigured', runs: [] },
  {
    ...northwind,
    account: 'fabrikam',
    integration: 'echo',
    version: 1,
    name: 'Orders',
    variables: [],
    state: 'active',
    runs: ['ok'],
  },
];

/** Fills an empty imitation; does nothing to one that was filled before. */
export async function seedPrismatic(database: PrismaticDatabase, now: Date): Promise<void> {
  const filled = await database.selectFrom('settings').where('name', '=', 'seeded').select('name').executeTakeFirst();
  if (filled) return;
  // What a seeding left that was cut short.
  await database.deleteFrom('customers').execute();
  await database.deleteFrom('versions').execute();
  await database.deleteFrom('users').execute();

  const begun = later(now, -400 * dayMs);
  await database
    .insertInto('users')
    .values({
      id: organisation.ownerId,
      customer_id: null,
      external_id: 'priya',
      name: 'Priya Nair',
      email: 'priya@jackfield.example',
      role: 'Owner',
      created_at: begun,
      updated_at: begun,
    })
    .execute();
  await database
    .insertInto('versions')
    .values(seedIntegrations.flatMap((integration) => versionRows(integration, now)))
    .execute();
  const customers = new Map<string, string>();
  for (const { externalId, name } of Object.values(sandboxAccounts)) {
    // oxlint-disable-next-line no-await-in-loop -- in this order
    customers.set(externalId, await ensureCustomer(database, externalId, name, begun));
  }
  for (const [place, seed] of seedInstances.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- in this order
    await seedInstance(database, customers.get(seed.account) ?? '', seed, later(now, -(40 - place) * dayMs), now);
  }
  await database.insertInto('settings').values({ name: 'seeded', value: now.toISOString() }).execute();
}

async function seedInstance(
  database: PrismaticDatabase,
  customerId: string,
  seed: SeedInstance,
  createdAt: Date,
  now: Date,
): Promise<void> {
  const version = await database
    .selectFrom('versions')
    .where('id', '=', versionId(seed.integration, seed.version))
    .selectAll()
    .executeTakeFirstOrThrow();
  const services = servicesAt(database, createdAt);
  const row = await createInstance(
    services,
    version,
    { customerId, name: seed.name, description: '', labels: [] },
    { variables: seed.variables, flows: [] },
  );
  if (seed.state === 'unconfigured') return;
  const deployed = await deployInstance(services, row, version, false);
  const flow = version.definition.flows[0];
  const config = await database
    .selectFrom('flow_configs')
    .where('instance_id', '=', row.id)
    .orderBy('position')
    .selectAll()
    .executeTakeFirst();
  for (const [place, outcome] of seed.runs.entries()) {
    if (!flow || !config) break;
    const body = JSON.stringify(outcome === 'failed' ? { order: place, fail: true } : { order: place });
    // oxlint-disable-next-line no-await-in-loop -- in this order
    await runFlow(servicesAt(database, later(now, -(seed.runs.length - place) * hourMs)), config, flow, version.id, {
      payload: { contentType: 'application/json', body },
      type: 'WEBHOOK',
      isTest: false,
      replayOf: null,
    });
  }
  if (seed.state === 'paused') {
    await changeInstance(services, deployed, {
      row: { enabled: false },
      version,
      variables: undefined,
      replaceVariables: false,
      flows: [],
      preserveDeployState: true,
    });
  }
}

/** What writing needs, at a moment of the past. */
function servicesAt(database: PrismaticDatabase, moment: Date) {
  const clock: Clock = { now: () => moment };
  return { database, clock, signingSecret: '', origin: () => '' };
}

function versionRows({ key, name, description, category, versions }: SeedIntegration, now: Date) {
  const row = (number: number, definition: VersionDefinition, isHead: boolean) => {
    const createdAt = later(now, -(300 - number * 30) * dayMs);
    return {
      id: versionId(key, isHead ? 'head' : number),
      sequence_id: nameBasedUuid(`prismatic:sequence:${key}`),
      is_head: isHead,
      number,
      name,
      description,
      category,
      labels: [],
      overview: null,
      documentation: null,
      is_available: !isHead,
      comment: isHead ? null : `Version ${number}`,
      published_at: isHead ? null : createdAt,
      published_by: isHead ? null : organisation.ownerId,
      marketplace: 'AVAILABLE_AND_DEPLOYABLE' as VersionRow['marketplace'],
      allow_multiple: true,
      definition: JSON.stringify(definition),
      created_at: createdAt,
      updated_at: createdAt,
    };
  };
  const newest = versions.at(-1);
  return [
    ...(newest ? [row(versions.length, newest, true)] : []),
    ...versions.map((definition, place) => row(place + 1, definition, false)),
  ];
}

function versionId(key: string, version: number | 'head'): string {
  return nameBasedUuid(`prismatic:version:${key}:${version}`);
}
