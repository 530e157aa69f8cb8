import { type Vendor, vendors } from '#contract/vendors.ts';
import { listCatalogue } from '../../inventory/catalogue.ts';
import { readOutcome } from '../../inventory/read-outcome.ts';
import { catalogueScope } from '../../inventory/sync.ts';
import { pageInfo, readPage } from './paging.ts';
import type { Resolvers, VendorOutcome } from './schema.generated.ts';

/** The outcome of a vendor whose instances are made elsewhere than in the common dialog. */
function unsupported(vendor: Vendor): VendorOutcome {
  const nothing = { code: null, missingCount: null, checkedAt: null, failedSince: null, retryAt: null };
  return { vendor, state: 'unsupported', refreshing: false, ...nothing };
}

/** What can be activated, from the kept catalogue, which is read again when it is older than 30 s. */
export const catalogueResolvers: Resolvers = {
  Query: {
    catalogue: async (_parent, input, { services }) => {
      const page = readPage({ first: input.first ?? null, after: input.after ?? null });
      const vendor = input.filter?.vendor ?? null;
      const asked = vendors.filter((name) => services.adapters.has(name) && (vendor === null || vendor === name));
      const outcomes = await Promise.all(
        asked.map(async (name) => {
          if (!services.adapters.get(name)?.capabilities.activate) return unsupported(name);
          await services.sync.refreshCatalogue(name);
          return readOutcome(services.database, {
            vendor: name,
            scopes: [catalogueScope],
            now: services.clock.now(),
            since: null,
          });
        }),
      );
      const search = input.filter?.search?.trim() ?? '';
      const { templates, totalCount } = await listCatalogue(services.database, {
        search: search === '' ? null : search,
        vendor,
        ...page,
      });
      return {
        nodes: templates.map((template) => ({
          ...template.record,
          id: template.record.templateId,
          vendor: template.vendor,
        })),
        pageInfo: pageInfo(page, templates.length, totalCount),
        totalCount,
        outcomes,
      };
    },
  },
};
