import { listNotices } from '../../inventory/upgrade-notices.ts';
import { listUpgradePlans } from '../../inventory/upgrade-plans.ts';
import { isForAdmin } from './admins-field.ts';
import type { Resolvers } from './schema.generated.ts';

/** The newer versions that are out, for administrators: counted in the index, whatever a vendor does at the moment. */
export const upgradeResolvers: Resolvers = {
  Query: {
    upgrades: async (_parent, _input, context) => {
      if (!(await isForAdmin(context, 'plan of upgrades'))) return null;
      const { database, adapters, deployment } = context.services;
      const [plans, notices] = await Promise.all([
        listUpgradePlans(database, { adapters, hasUpgradeHook: deployment.hasUpgradeHook }),
        listNotices(database),
      ]);
      return plans.map((plan) => ({
        ...plan,
        notice:
          notices.find(({ vendor, templateId }) => vendor === plan.vendor && templateId === plan.templateId) ?? null,
      }));
    },
  },
};
