import { nameBasedUuid } from '../../name-based-uuid.ts';
import { sandboxAccounts } from '../../sandbox-accounts.ts';
import type { TrayDatabase, VersionDefinition } from '../database/tables.ts';
import { serviceNamed } from '../services.ts';
import { customFieldsOf } from '../store/authentications.ts';
import { later } from '../tray-services.ts';
import { type SeedInstance, seedInstances } from './instances.ts';
import { type SeedSolution, seedSolutions } from './solutions.ts';

const dayMs = 86_400_000;
const accountKeys = ['northwind', 'fabrikam'] as const;
const solutions: readonly SeedSolution[] = Object.values(seedSolutions);

/** Fills an empty imitation with the same Solutions, users and instances every time; does nothing to one in use. */
export async function seedTray(database: TrayDatabase, now: Date): Promise<void> {
  const used = await database.selectFrom('solutions').select('id').limit(1).executeTakeFirst();
  if (used) return;
  await database.transaction().execute(async (transaction) => {
    await transaction.insertInto('solutions').values(solutions.map(solutionRow)).execute();
    await transaction.insertInto('solution_versions').values(solutions.flatMap(versionRows)).execute();
    await transaction
      .insertInto('users')
      .values(accountKeys.map((key) => userRow(key, now)))
      .execute();
    await transaction
      .insertInto('authentications')
      .values([...accountKeys.flatMap((key) => authenticationRows(key, now)), sharedSlack(now)])
      .execute();
    await transaction
      .insertInto('instances')
      .values(seedInstances.map((instance) => instanceRow(instance, now)))
      .execute();
  });
}

function solutionRow({ id, title, description, tags, customFields }: SeedSolution) {
  return { id, title, description, tags, custom_fields: JSON.stringify(customFields) };
}

function versionRows({ id, versions }: SeedSolution) {
  return versions.map((definition, place) => ({
    solution_id: id,
    number: place + 1,
    definition: JSON.stringify(definition),
    rolls_out_at: null,
    rolled_out: false,
  }));
}

function userRow(key: SeedInstance['account'], now: Date) {
  const { externalId, name, email } = sandboxAccounts[key];
  return {
    id: userIdOf(key),
    name,
    external_user_id: externalId,
    is_test_user: false,
    email,
    created_at: later(now, -400 * dayMs),
  };
}

function authenticationRows(key: SeedInstance['account'], now: Date) {
  const services = solutions.flatMap(({ versions }) => versions.flatMap(({ authSlots }) => authSlots));
  return [...new Set(services.map(({ service }) => service))].map((name) => {
    const service = serviceNamed(name);
    return {
      id: authenticationIdOf(key, name),
      owner_id: userIdOf(key),
      name: `${service.title} (${sandboxAccounts[key].email})`,
      service: name,
      service_environment_id: service.environmentId,
      custom_fields: customFieldsOf(sandboxAccounts[key].email),
      created_at: later(now, -380 * dayMs),
    };
  });
}

/** A second account at one service, so that there is one to change to. */
function sharedSlack(now: Date) {
  const service = serviceNamed('slack');
  const account = 'ops@northwind.example';
  return {
    id: nameBasedUuid('authentication:northwind:slack:ops'),
    owner_id: userIdOf('northwind'),
    name: `${service.title} (${account})`,
    service: service.name,
    service_environment_id: service.environmentId,
    custom_fields: customFieldsOf(account),
    created_at: later(now, -200 * dayMs),
  };
}

function instanceRow(instance: SeedInstance, now: Date) {
  const solution: SeedSolution = seedSolutions[instance.solution];
  const definition = solution.versions[instance.version - 1];
  if (!definition) throw new Error(`${solution.title} has no version ${instance.version}`);
  const key = `${instance.account}:${instance.name}`;
  const filled = instance.filled ? definition : { authSlots: [], configSlots: [] };
  return {
    id: nameBasedUuid(`instance:${key}`),
    name: instance.name,
    owner_id: userIdOf(instance.account),
    solution_id: solution.id,
    enabled: instance.enabled,
    created_at: later(now, -instance.daysAgo * dayMs),
    version: instance.version,
    user_version: instance.version,
    system_version: instance.version,
    auth_values: JSON.stringify(
      Object.fromEntries(
        filled.authSlots.map(({ externalId, service }) => [externalId, authenticationIdOf(instance.account, service)]),
      ),
    ),
    config_values: JSON.stringify(exampleValues(solution, filled)),
    workflows: JSON.stringify(
      definition.workflows.map((workflow) => ({
        id: nameBasedUuid(`workflow-instance:${key}:${workflow.name}`),
        sourceWorkflowId: workflow.id,
        sourceWorkflowName: workflow.name,
        triggerUrl: workflow.webhook ? `https://${nameBasedUuid(`webhook:${key}:${workflow.name}`)}.trayapp.io` : null,
      })),
    ),
  };
}

/** The config values of a filled instance: each slot's example, or nothing where the default does. */
export function exampleValues(
  { examples }: SeedSolution,
  { configSlots }: Pick<VersionDefinition, 'configSlots'>,
): Record<string, string> {
  return Object.fromEntries(
    configSlots.flatMap(({ externalId }) => {
      const example = examples[externalId];
      return example === undefined ? [] : [[externalId, example] as const];
    }),
  );
}

function userIdOf(key: SeedInstance['account']): string {
  return nameBasedUuid(`user:${key}`);
}

function authenticationIdOf(key: SeedInstance['account'], service: string): string {
  return nameBasedUuid(`authentication:${key}:${service}`);
}
