import { type Vendor, vendors } from '#contract/vendors.ts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { TemplateRecord } from '../vendors/adapter.ts';
import { containsPattern } from '../platform/database/contains-pattern.ts';

const recordSchema = z.object({
  templateId: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  tags: z.array(z.string()),
  customFields: z.array(z.object({ key: z.string(), value: z.string() })),
  authSlotTitles: z.array(z.string()),
  configSlotTitles: z.array(z.string()),
  // What was kept before slots were has none; it is replaced by the next reading of the catalogue.
  authSlots: z.array(z.object({ externalId: z.string(), title: z.string() })).catch([]),
  configSlots: z
    .array(z.object({ externalId: z.string(), title: z.string(), defaultValue: z.string().nullable() }))
    .catch([]),
  newestVersion: z.number().exactOptional(),
});

/** Makes the kept catalogue of a vendor be these templates, in this order. */
export async function replaceCatalogue(
  database: JackfieldDatabase,
  vendor: Vendor,
  templates: TemplateRecord[],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('templates').where('vendor', '=', vendor).execute();
    if (templates.length === 0) return;
    await transaction
      .insertInto('templates')
      .values(
        templates.map((template, position) => ({
          vendor,
          template_id: template.templateId,
          position,
          title: template.title,
          record: JSON.stringify(template),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

export interface CatalogueQuery {
  search: string | null;
  vendor: Vendor | null;
  limit: number;
  offset: number;
}

/** A page of the kept catalogue, vendor by vendor in the vendor's own order, and how many match in all. */
export async function listCatalogue(
  database: JackfieldDatabase,
  query: CatalogueQuery,
): Promise<{ templates: { vendor: Vendor; record: TemplateRecord }[]; totalCount: number }> {
  let matching = database.selectFrom('templates');
  if (query.vendor !== null) matching = matching.where('vendor', '=', query.vendor);
  if (query.search !== null) {
    const pattern = containsPattern(query.search);
    // Any text that the template has for people, but not the names of the record's own fields.
    matching = matching.where(
      sql<boolean>`exists (
        select from jsonb_path_query(record - 'authSlots' - 'configSlots', 'strict $.** ? (@.type() == "string")') as found
        where lower(found #>> '{}') like ${pattern})`,
    );
  }
  const { totalCount } = await matching
    .select((row) => row.fn.countAll<number>().as('totalCount'))
    .executeTakeFirstOrThrow();
  const rows = await matching
    .select(['vendor', 'record'])
    .orderBy(sql`array_position(${[...vendors]}::text[], vendor)`)
    .orderBy('position')
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  return { totalCount, templates: rows.map((row) => ({ vendor: row.vendor, record: recordSchema.parse(row.record) })) };
}

/** One template; null when the kept catalogue does not have it. */
export async function findTemplate(
  database: JackfieldDatabase,
  vendor: Vendor,
  templateId: string,
): Promise<TemplateRecord | null> {
  const row = await database
    .selectFrom('templates')
    .where('vendor', '=', vendor)
    .where('template_id', '=', templateId)
    .select('record')
    .executeTakeFirst();
  return row ? recordSchema.parse(row.record) : null;
}
