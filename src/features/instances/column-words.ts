import { i18n } from '#src/lib/i18n.ts';

/** What each column is called, in the header and where columns are chosen. */
export const columnWords = i18n('instanceTable', {
  label: 'Instances',
  status: 'Status',
  name: 'Name',
  template: 'Solution',
  vendor: 'Vendor',
  account: 'Owner',
  health: 'Health',
  update: 'Version',
  created: 'Created',
  checked: 'Checked',
  id: 'Id',
  actions: 'Actions',
});
