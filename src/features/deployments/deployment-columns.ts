import { i18n } from '#src/lib/i18n.ts';

export const deploymentColumnWords = i18n('deploymentColumns', {
  label: 'Deployed solutions',
  state: 'State',
  name: 'Name',
  version: 'Version',
  owner: 'Owner',
  author: 'Author',
  visibility: 'Visibility',
  newest_job: 'Newest job',
  created: 'Created',
  updated: 'Updated',
  actions: 'Actions',
});

/** In the order in which they stand. */
export const deploymentColumns = [
  'state',
  'name',
  'version',
  'owner',
  'author',
  'visibility',
  'newest_job',
  'created',
  'updated',
  'actions',
] as const;
