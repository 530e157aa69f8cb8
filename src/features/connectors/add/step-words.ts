import { i18n, params } from '#src/lib/i18n.ts';

/** The wizard's pages in words. */
export const stepWords = i18n('addInstanceSteps', {
  steps: 'Steps',
  name: 'Name',
  settings: 'Settings',
  method: 'Authentication',
  credentials: 'Credentials',
  position: params<{ number: string; total: string }>('Step {number} of {total}'),
  nameLead: 'Whoever builds a process flow picks the instance by its name.',
  settingsLead: 'The connector’s own settings stand here already. If you are not sure, keep them.',
  methodLead: 'Choose the one that fits the credentials you have.',
  credentialsLead: params<{ connector: string }>(
    'They are checked with {connector} first. Only what it takes is saved.',
  ),
  consentLead: params<{ connector: string }>(
    'Next, the page of {connector} opens and asks whether Patchworks may come in. From there you come back here.',
  ),
  noFields: 'Nothing has to be entered here.',
  chooseMethod: 'Choose one of them.',
  taken: params<{ connector: string }>(
    '{connector} has an instance of this name already. A second one is allowed, but hard to tell from the first.',
  ),
  secretsLeave: 'Secrets are not kept while the instance is not there: after a reload they have to be entered again.',
});
