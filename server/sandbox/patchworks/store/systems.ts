import { type SystemTemplate, authenticationTypes, systemTypes } from '../catalogue/template.ts';
import { methodOf, templateOf } from '../catalogue/find-template.ts';
import type { ImplementationRow, PatchworksDatabase, SystemRow } from '../database/tables.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { invalid, notFound } from '../refusal.ts';

/** The systems that a company has installed, in the order of installation. */
export function listSystems({ database }: PatchworksServices, companyId: number): Promise<SystemRow[]> {
  return database.selectFrom('systems').where('company_id', '=', companyId).orderBy('id').selectAll().execute();
}

/** One of the company's systems, or a refusal. */
export async function requireSystem(
  { database }: PatchworksServices,
  companyId: number,
  id: number,
): Promise<SystemRow> {
  const system = await database
    .selectFrom('systems')
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!system) throw notFound('system');
  return system;
}

/** Methods of these systems, in the order of the template. */
export async function implementationsOf(
  { database }: PatchworksServices,
  systemIds: readonly number[],
): Promise<ImplementationRow[]> {
  if (systemIds.length === 0) return [];
  return database
    .selectFrom('authentication_implementations')
    .where('system_id', 'in', systemIds)
    .orderBy('id')
    .selectAll()
    .execute();
}

/** Installs the newest version from the marketplace; a company has each system once. */
export async function installSystem(
  { database, clock }: PatchworksServices,
  companyId: number,
  template: SystemTemplate,
): Promise<SystemRow> {
  const system = await database
    .transaction()
    .execute((transaction) => insertSystem(transaction, companyId, template, template.version, clock.now()));
  if (!system) throw invalid({ system_template: [`${template.name} is already installed.`] });
  return system;
}

/** Adds a system in this version with all its methods; undefined when the company has it already. */
export async function insertSystem(
  database: PatchworksDatabase,
  companyId: number,
  template: SystemTemplate,
  version: number,
  now: Date,
): Promise<SystemRow | undefined> {
  const system = await database
    .insertInto('systems')
    .values({ company_id: companyId, template_id: template.id, version, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.columns(['company_id', 'template_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!system) return undefined;
  await database
    .insertInto('authentication_implementations')
    .values(template.methods.map(({ key }) => ({ system_id: system.id, method: key })))
    .execute();
  return system;
}

/** Moves a system, and with it all its instances, to the marketplace's newest version. How the vendor's own API does it is unknown. */
export async function updateSystem(services: PatchworksServices, companyId: number, id: number): Promise<SystemRow> {
  const { template_id } = await requireSystem(services, companyId, id);
  const { name, version } = templateOf(template_id);
  const updated = await services.database
    .updateTable('systems')
    .set({ version, updated_at: services.clock.now() })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('version', '<', version)
    .returningAll()
    .executeTakeFirst();
  if (!updated) throw invalid({ system: [`${name} is already at its newest version.`] });
  return updated;
}

/** Removes a system at once; one that still has instances is kept. */
export async function removeSystem(services: PatchworksServices, companyId: number, id: number): Promise<void> {
  const system = await requireSystem(services, companyId, id);
  await services.database.transaction().execute(async (transaction) => {
    await transaction.selectFrom('systems').where('id', '=', system.id).select('id').forUpdate().execute();
    const used = await transaction
      .selectFrom('connectors')
      .where('system_id', '=', system.id)
      .select('id')
      .limit(1)
      .executeTakeFirst();
    if (used) {
      throw invalid(
        { system: ['This system cannot be removed while it has connectors.'] },
        { code: 'system_has_connectors' },
      );
    }
    await transaction.deleteFrom('systems').where('id', '=', system.id).execute();
  });
}

/** A system's own fields. The last three are the imitation's: the published schema has nothing in their place. */
export function systemAttributes({ template_id, version, created_at, updated_at }: SystemRow): Record<string, unknown> {
  const template = templateOf(template_id);
  return {
    name: template.slug,
    label: template.name,
    colour: template.colour,
    system_template_id: template.id,
    version,
    version_name: `${version}.0`,
    system_type_id: systemTypes.indexOf(template.type) + 1,
    protocol: template.protocol,
    date_format: template.dateFormat,
    help_link: `https://help.patchworks.example/${template.slug}`,
    rate_limit_unit: template.rateLimit.unit,
    rate_limit_duration: template.rateLimit.amount,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
    timezone: 'UTC',
    concurrency_limit: template.concurrencyLimit,
    latest_version: template.version,
  };
}

/** A method's own fields, for a system of this template. */
export function implementationAttributes({ method, system_id }: ImplementationRow, templateId: number) {
  const { name, type } = methodOf(templateOf(templateId), method);
  return { name, system_id, authentication_type_id: authenticationTypes[type].id };
}
