import { i18n, params } from '#src/lib/i18n.ts';

type Vendor = { vendor: string };
type Accounts = { service: string; before: string; after: string };

/** The words of everything that is about a slot's connection. */
export const connectionWords = i18n('connections', {
  title: 'Connections',
  none: 'This solution connects to nothing.',
  empty: 'Not connected',
  retired: 'The newest version of this solution no longer has it.',
  unlisted: params<{ id: string }>('Connected; {id} is not in the owner’s list'),
  version: params<{ version: string }>('version {version}'),
  by: params<{ person: string }>('Connected here by {person}'),
  atVendor: params<Vendor>('Connected at {vendor}'),
  instead: params<{ account: string }>('before: {account}'),

  connect: 'Connect',
  reconnect: 'Reconnect',
  useAnother: 'Use another account',
  connecting: 'Connecting…',

  opening: params<Vendor>('Opening {vendor}…'),
  blocked: params<Vendor>('Your browser blocked the window of {vendor}.'),
  openNow: 'Open the window',
  waiting: params<Vendor>('Go on in the window of {vendor}. This page notices when you are done.'),
  toWindow: 'Go to the window',
  checking: params<Vendor>('{vendor} is asked which account it is.'),
  closed: 'The window was closed. Nothing was changed.',
  failed: 'It did not work. Nothing was changed here.',
  dialogSaid: params<{ vendor: string; quote: string }>('{vendor} said: “{quote}”'),
  notListed: params<Vendor>('{vendor} does not show the new connection yet. Nothing was changed here.'),
  tryAgain: 'Try again',

  attached: params<{ slot: string; account: string }>('{slot}: {account} is connected'),
  attaching: params<{ slot: string; account: string }>(
    '{slot}: {account} is being connected; the row shows how it goes',
  ),
  reconnected: params<{ slot: string; account: string }>('{slot}: signed in again as {account}'),
  allThere: params<{ slot: string; account: string }>('{slot}: {account} is connected. Nothing is missing any more.'),
  finish: 'Finish set-up',
  kept: params<{ before: string; after: string }>(
    '{before} stays. Nothing was changed; {after} is kept among your connections.',
  ),

  otherTitle: params<{ slot: string }>('Another account for {slot}?'),
  other: params<Accounts>('{service} was connected as {before}. The new connection is {after}. Use the new account?'),
  untold: params<Vendor>('{vendor} does not tell which account a connection belongs to, so look closely at the names.'),
  consequence: 'From then on everything that runs here works in the new account.',
  useNew: 'Use the new account',
  keepOld: 'Keep the old one',

  nowOther: params<Accounts>(
    '{service} was connected as {before} and now is connected as {after}. Everything that uses this connection works in the new account from now on.',
  ),
  accept: 'That is right',

  chooseTitle: params<{ slot: string }>('Use another account for {slot}'),
  connectTitle: params<{ slot: string }>('Connect {slot}'),
  yours: 'Your connections',
  sameService: params<{ service: string }>('Your other connections to {service}'),
  others: params<{ count: number }>('Connections to other services ({count})'),
  noOther: 'You have no other connection yet.',
  loading: 'Your connections are being read…',
  notRead: params<Vendor>('{vendor} could not be asked for your connections.'),
  use: 'Use this one',
  connectNew: 'Connect a new account',
  cancel: 'Cancel',
});
