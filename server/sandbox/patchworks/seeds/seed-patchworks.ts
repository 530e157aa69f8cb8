import { mergeVariables } from '../credentials/variables.ts';
import { methodOf } from '../catalogue/find-template.ts';
import { templates } from '../catalogue/templates.ts';
import type { SystemTemplate } from '../catalogue/template.ts';
import type { PatchworksDatabase } from '../database/tables.ts';
import { later } from '../patchworks-services.ts';
import { addCompany } from '../store/companies.ts';
import { insertSystem } from '../store/systems.ts';
import { seedCompanies } from './companies.ts';
import type { SeedCompany, SeedConnector, SeedFlow } from './seed-company.ts';

const hourMs = 3_600_000;
const runLengthMs = 42_000;

/** Fills an empty imitation with the same companies and instances every time; does nothing to one in use. */
export async function seedPatchworks(database: PatchworksDatabase, now: Date): Promise<void> {
  for (const company of seedCompanies) {
    // oxlint-disable-next-line no-await-in-loop -- ids follow the order, and shall be the same in every sandbox
    await seedCompany(database, company, now);
  }
}

async function seedCompany(database: PatchworksDatabase, company: SeedCompany, now: Date): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const id = await addCompany(transaction, company, later(now, -400 * 24 * hourMs));
    if (id === undefined) return;
    /* oxlint-disable no-await-in-loop -- one connection, one statement at a time, in the order of the ids */
    for (const { slug, version } of company.systems) {
      const template = templateNamed(slug);
      await insertSystem(transaction, id, template, version ?? template.version, later(now, -390 * 24 * hourMs));
    }
    const pools = new Map<string, number>();
    for (const pool of company.pools) {
      const made = later(now, -380 * 24 * hourMs);
      const row = await transaction
        .insertInto('connection_pools')
        .values({ ...pool, company_id: id, created_at: made, updated_at: made })
        .returning('id')
        .executeTakeFirstOrThrow();
      pools.set(pool.name, row.id);
    }
    const connectors = new Map<string, number>();
    for (const connector of company.connectors) {
      connectors.set(connector.key, await insertSeedConnector(transaction, id, connector, pools, now));
    }
    for (const flow of company.flows) await insertSeedFlow(transaction, id, flow, connectors, now);
    /* oxlint-enable no-await-in-loop */
  });
}

async function insertSeedConnector(
  database: PatchworksDatabase,
  companyId: number,
  connector: SeedConnector,
  pools: ReadonlyMap<string, number>,
  now: Date,
): Promise<number> {
  const template = templateNamed(connector.system);
  const method = methodOf(template, connector.method);
  const place = await database
    .selectFrom('authentication_implementations')
    .innerJoin('systems', 'systems.id', 'authentication_implementations.system_id')
    .where('company_id', '=', companyId)
    .where('template_id', '=', template.id)
    .where('method', '=', method.key)
    .select(['systems.id as system', 'authentication_implementations.id as implementation'])
    .executeTakeFirstOrThrow();
  const values = Object.entries(connector.values).map(([key, value]) => ({ key, value }));
  const made = later(now, -connector.daysAgo * 24 * hourMs);
  const row = await database
    .insertInto('connectors')
    .values({
      company_id: companyId,
      system_id: place.system,
      authentication_implementation_id: place.implementation,
      name: connector.name,
      timezone: connector.timezone,
      date_format: template.dateFormat,
      rate_limit_unit: template.rateLimit.unit,
      rate_limit_duration: template.rateLimit.amount,
      connection_pool_id: connector.pool === null ? null : (pools.get(connector.pool) ?? null),
      variables: JSON.stringify(mergeVariables(method, {}, values)),
      access_token: method.type === 'oauth2' ? `sandbox-secret-consent-${connector.key}` : null,
      last_authenticated_at: made,
      created_at: made,
      updated_at: made,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

async function insertSeedFlow(
  database: PatchworksDatabase,
  companyId: number,
  flow: SeedFlow,
  connectors: ReadonlyMap<string, number>,
  now: Date,
): Promise<void> {
  const made = later(now, -200 * 24 * hourMs);
  const { id } = await database
    .insertInto('flows')
    .values({ company_id: companyId, name: flow.name, is_enabled: flow.enabled, created_at: made, updated_at: made })
    .returning('id')
    .executeTakeFirstOrThrow();
  await database
    .insertInto('flow_steps')
    .values(
      flow.steps.map(({ name, connector }, position) => ({
        flow_id: id,
        position,
        name,
        connector_id: connectors.get(connector) ?? null,
      })),
    )
    .execute();
  await database
    .insertInto('flow_runs')
    .values(
      flow.runs.toReversed().map(({ outcome, trigger, hoursAgo, warnings = 0, message = null }) => {
        const started = later(now, -hoursAgo * hourMs);
        return {
          flow_id: id,
          trigger,
          outcome,
          started_at: started,
          ends_at: later(started, runLengthMs),
          warnings,
          message,
        };
      }),
    )
    .execute();
}

function templateNamed(slug: string): SystemTemplate {
  const template = templates.find((one) => one.slug === slug);
  if (!template) throw new Error(`The marketplace has no ${slug}`);
  return template;
}
