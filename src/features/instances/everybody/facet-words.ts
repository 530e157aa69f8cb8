import { i18n, params } from '#src/lib/i18n.ts';

/** What each property is called where a list is narrowed by it, and each value of it as a chip tells it. */
export const facetWords = i18n('facets', {
  filters: 'Filters',
  vendor: 'Vendor',
  status: 'Status',
  health: 'Health',
  update: 'Version',
  account: 'Owner',
  template: 'Solution',
  chip: params<{ what: string; name: string }>('{what}: {name}'),
  newest: 'On the newest version',
});
