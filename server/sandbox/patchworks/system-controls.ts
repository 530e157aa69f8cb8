import { z } from 'zod';

import { type ControlApp, withBody } from '../controls.ts';
import { templates } from './catalogue/templates.ts';
import type { PatchworksServices } from './patchworks-services.ts';
import { seedSystems } from './seeds/seed-systems.ts';
import { insertSystem } from './store/systems.ts';

const systemSchema = z.strictObject({
  /** The company's external id. */
  account: z.string().min(1).max(200),
  /** As the marketplace lists it, such as `BigCommerce`. */
  name: z.string().min(1).max(200),
  version: z.number().int().min(1),
});

const manySchema = z.strictObject({
  /** The company's external id. */
  account: z.string().min(1).max(200),
  systems: z.number().int().min(1).max(500),
  instances_each: z.number().int().min(1).max(1_000),
});

/** Systems as they were installed long ago, of which the marketplace has the newest version only, and very many of them. */
export function addSystemControls(controls: ControlApp, { database, clock }: PatchworksServices): void {
  controls.put('/systems', (context) =>
    withBody(context, systemSchema, async ({ account, name, version }) => {
      const template = templates.find((one) => one.name === name);
      const company = await database
        .selectFrom('companies')
        .where('external_id', '=', account)
        .select('id')
        .executeTakeFirst();
      if (!template || !company) return context.json({ message: 'There is no such system or account' }, 404);
      if (version > template.version) return context.json({ message: 'There is no such version yet' }, 400);
      const system = await insertSystem(database, company.id, template, version, clock.now());
      if (!system) return context.json({ message: 'The account has this system already' }, 409);
      return context.json({ id: system.id });
    }),
  );
  controls.post('/systems', (context) =>
    withBody(context, manySchema, async ({ account, systems, instances_each: instancesEach }) => {
      const company = await database
        .selectFrom('companies')
        .where('external_id', '=', account)
        .select('id')
        .executeTakeFirst();
      if (!company) return context.json({ message: 'There is no such account' }, 404);
      await seedSystems(database, { companyId: company.id, systems, instancesEach }, clock.now());
      return context.json({ systems, instances: systems * instancesEach });
    }),
  );
}
