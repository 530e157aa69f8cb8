import { z } from 'zod';

import { type ControlApp, withBody } from '../controls.ts';
import type { InstabaseServices } from './instabase-services.ts';
import { trimmedPath } from './paths.ts';
import { addFirstPackages } from './seeds/packages.ts';
import { seedRuns } from './seeds/seed-runs.ts';
import { openAccount, spacesOf } from './store/users.ts';

const accountSchema = z.strictObject({ spaces: z.number().int().min(2).max(2000).default(2) });
const packageSchema = z.strictObject({
  path: z.string().min(1),
  packageJson: z.record(z.string(), z.unknown()),
});
const runsSchema = z.strictObject({ solution: z.uuid(), runs: z.number().int().min(1).max(1_000_000) });

/** What only this vendor has to switch: accounts, files and many runs. */
export function addInstabaseControls(controls: ControlApp, services: InstabaseServices): void {
  const { database, clock } = services;

  // Makes a customer known, once or again, and answers all that a link to it has to hold.
  controls.put('/accounts/:externalId', (context) =>
    withBody(context, accountSchema, async ({ spaces }) => {
      const user = await openAccount(database, context.req.param('externalId'), spaces);
      const packages = await addFirstPackages(database, user.username);
      const owned = await spacesOf(database, user.username);
      return context.json({
        externalId: user.external_id,
        username: user.username,
        accountId: user.account_id,
        token: user.token,
        prefixes: [`${user.username}/`],
        spaces: owned,
        packages,
      });
    }),
  );

  controls.put('/packages', (context) =>
    withBody(context, packageSchema, async ({ path, packageJson }) => {
      const values = { path: trimmedPath(path), package_json: JSON.stringify(packageJson) };
      await database
        .insertInto('packages')
        .values(values)
        .onConflict((conflict) => conflict.column('path').doUpdateSet({ package_json: values.package_json }))
        .execute();
      return context.json({ path: values.path });
    }),
  );

  controls.post('/runs', (context) =>
    withBody(context, runsSchema, async ({ solution, runs }) => {
      const added = await seedRuns(database, solution, runs, clock.now());
      return added ? context.json({ solution, runs }) : context.json({ message: 'There is no such solution' }, 404);
    }),
  );
}
