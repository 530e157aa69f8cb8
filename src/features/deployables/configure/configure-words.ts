import { i18n, params } from '#src/lib/i18n.ts';

/** The words of the wizard in which an instance is configured. */
export const configureWords = i18n('configureInstance', {
  setUp: params<{ name: string }>('Set up {name}'),
  edit: params<{ name: string }>('Edit {name}'),
  steps: 'Steps',
  position: params<{ number: string; total: string }>('Step {number} of {total}'),
  others: 'Other values',
  deployStep: 'Deploy',
  version: params<{ template: string; number: string }>('{template}, version {number}'),
  notAtWork: 'Changes are not at work before they are deployed.',
  setUpNote: 'Each page is stored with Next. You can leave and go on later; it works once it is deployed.',
  soFar: 'So far',
  none: 'Not yet',
  storedSecret: 'Stored',
  inputOf: params<{ connection: string; input: string }>('{connection}: {input}'),
  next: 'Next',
  back: 'Back',
  leave: 'Cancel',
  toInstance: 'Open the instance',
  storing: 'Storing…',
  deploy: 'Deploy',
  deploying: 'Deploying…',
  beingUsed: 'Wait until it is deployed.',
  mayNotConfigure: params<{ vendor: string }>('{vendor} does not let you change the values of this instance.'),
  mayNotDeploy: params<{ vendor: string }>('{vendor} does not let you deploy it.'),
  nothingToDeploy: 'Nothing has changed since it was last deployed.',
  nothingOnPage: 'Nothing has to be entered on this page.',

  perUserPage: params<{ vendor: string }>(
    'Each user sets what stands on this page alone, in {vendor}. There is nothing to enter here.',
  ),
  perUser: params<{ label: string; vendor: string }>('{label} is set by each user alone, in {vendor}.'),
  forOperator: params<{ label: string }>('{label} is set by an administrator.'),
  operatorNote: 'For administrators only; the owner neither sees nor sets it.',
  notDrawn: params<{ label: string; kind: string; vendor: string }>(
    '{label} cannot be shown here: it is of the kind “{kind}”. Set it in {vendor} itself.',
  ),
  itemNotDrawn: params<{ kind: string; vendor: string }>(
    'Something of the kind “{kind}” stands here that cannot be shown. Look at it in {vendor} itself.',
  ),
  inputNotDrawn: params<{ label: string; kind: string; vendor: string }>(
    '{label} cannot be entered here: it is of the kind “{kind}”. Set it in {vendor} itself.',
  ),
  choicesFailed: 'The choices of this page could not be read.',
  again: 'Try again',
});

/** The words of a connection. */
export const connectionWords = i18n('configureConnection', {
  active: 'Connected',
  waitingConsent: 'Not connected yet',
  waiting: 'Not complete yet',
  failed: 'Not connected: it was refused, or has ended',
  unknown: 'It is not known whether it is connected',
  refreshed: 'checked',
  ownerOnly: params<{ account: string }>(
    'Only {account} can make this connection, with credentials of its own. Ask somebody there to open this page.',
  ),
  connect: 'Connect',
  connectAgain: 'Connect again',
  disconnect: 'Disconnect',
  opening: params<{ service: string }>('Opening {service}…'),
  consent: params<{ service: string }>('{service} opens in another tab and asks for your consent.'),
  watching: params<{ service: string }>('Go on in the tab of {service}. This page notices when you are done.'),
  overdue: 'Nothing was heard for two minutes. If you have agreed meanwhile, look again.',
  look: 'Look again',
  blocked: 'Your browser blocked the tab.',
  openHere: params<{ service: string }>('Open {service} in another tab'),
  disconnectTitle: params<{ name: string }>('Disconnect {name}?'),
  disconnectText: params<{ service: string }>(
    'What {service} has agreed to is forgotten. What runs with this connection fails until it is connected again.',
  ),
  cancel: 'Cancel',
});

/** The words of the last page. */
export const summaryWords = i18n('configureSummary', {
  lead: 'This is what is stored. Look through it, then deploy it.',
  leadEdit: 'This is what is stored. It is at work once it is deployed.',
  asksNothing: 'This version asks for nothing. It can be deployed as it is.',
  atWork: params<{ number: string }>('Version {number} is at work.'),
  deployedLast: params<{ number: string }>('Version {number} was deployed last.'),
  change: 'Change',
  changePage: params<{ page: string }>('Change {page}'),
  enables: 'It is paused. Deploying enables it too.',
  missing: 'It cannot be deployed yet. What is missing:',
  missingOperator: params<{ label: string }>('{label}, which only an administrator sets'),
  missingOwner: params<{ label: string }>('{label}, which only the owner can connect'),
  restore: 'Restore defaults…',
  restoreTitle: 'Restore the defaults?',
  restoreText: 'Every value goes back to the default of this version. What is at work stays so until it is deployed.',
  restoreDo: 'Restore defaults',
  cancel: 'Cancel',
  goesOn: 'You can close this tab; it goes on here.',
  deployed: params<{ name: string }>('{name} is deployed and works from now on.'),
  deployedTitle: 'Deployed',
  failed: 'It was not deployed.',
  lacking: 'It was not deployed: something is still missing.',
  toPages: 'Back to the pages',
});
