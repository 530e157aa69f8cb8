import { connectorVendorOf, deploymentVendorOf } from '#src/features/instances/abilities.ts';
import type { SignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import type { IconName } from '#src/ui/Icon.tsx';

const messages = i18n('navigation', {
  overview: 'Overview',
  instances: 'Instances',
  accounts: 'Accounts',
  catalogue: 'Catalogue',
  connectors: 'Connectors',
  deployments: 'Deployments',
  runs: 'Runs',
  upgrades: 'Upgrades',
  operations: 'Operations',
  audit: 'Audit',
  settings: 'Settings',
});

type Key = Exclude<keyof ReturnType<typeof messages.get>, symbol | number>;

/** A page that has an entry of its own in the rail, the palette and the shortcuts. */
export interface Destination {
  key: Key;
  to: string;
  icon: IconName;
  label: string;
  /** The second key of the shortcut that begins with `g`. */
  shortcut: string;
  /** In the rail, besides palette and shortcuts. */
  isInRail: boolean;
}

type Place = Omit<Destination, 'label' | 'isInRail'>;

const places = {
  overview: { key: 'overview', to: paths.admin.to(), icon: 'overview', shortcut: 'h' },
  instances: { key: 'instances', to: paths.instances.to(), icon: 'instances', shortcut: 'i' },
  everybodys: { key: 'instances', to: paths.adminInstances.to(), icon: 'instances', shortcut: 'i' },
  accounts: { key: 'accounts', to: paths.adminAccounts.to(), icon: 'accounts', shortcut: 'a' },
  catalogue: { key: 'catalogue', to: paths.catalogue.to(), icon: 'catalogue', shortcut: 'c' },
  connectors: { key: 'connectors', to: paths.connectors.to(), icon: 'connectors', shortcut: 'n' },
  deployments: { key: 'deployments', to: paths.deployments.to(), icon: 'deployments', shortcut: 'd' },
  runs: { key: 'runs', to: paths.runs.to(), icon: 'runs', shortcut: 'r' },
  upgrades: { key: 'upgrades', to: paths.adminUpgrades.to(), icon: 'upgrades', shortcut: 'u' },
  operations: { key: 'operations', to: paths.operations.to(), icon: 'operations', shortcut: 'o' },
  audit: { key: 'audit', to: paths.adminAudit.to(), icon: 'audit', shortcut: 'l' },
  settings: { key: 'settings', to: paths.settings.to(), icon: 'settings', shortcut: 's' },
} as const satisfies Record<string, Place>;

/** Where this person can go, in the order in which the rail shows it. */
export function useDestinations({ person, vendors }: Pick<SignedIn, 'person' | 'vendors'>): Destination[] {
  const t = useMessages(messages);
  const isAdmin = person.role === 'admin';
  const shown: Place[] = [
    ...(isAdmin ? [places.overview, places.everybodys, places.accounts] : [places.instances]),
    places.catalogue,
    // Administrators have none of their own, and find everybody's instances in their list.
    ...(!isAdmin && connectorVendorOf(vendors) !== null ? [places.connectors] : []),
    ...(deploymentVendorOf(vendors) === null ? [] : [places.deployments]),
    ...(vendors.some(({ capabilities }) => capabilities.runs) ? [places.runs] : []),
    ...(isAdmin ? [places.upgrades] : []),
    places.operations,
    ...(isAdmin ? [places.audit] : []),
    places.settings,
  ];
  return shown.map((place) => ({ ...place, label: t[place.key], isInRail: place !== places.settings }));
}

/**
 * The entry that a page belongs to: the one whose address its own begins with, the longest if there are several. An instance's page and
 * its debug view belong to the list, whichever of the two lists it was, and so does an instance of a connector where there is no entry
 * of connectors.
 */
export function destinationOf(destinations: readonly Destination[], pathname: string): Destination | undefined {
  const isWithin = ({ to }: Destination) =>
    pathname === to || (to !== paths.admin.to() && pathname.startsWith(`${to}/`));
  const named = destinations.filter(isWithin).toSorted((one, other) => other.to.length - one.to.length)[0];
  return named ?? destinations.find(({ key }) => key === 'instances' && belongsToList(pathname));
}

function belongsToList(pathname: string): boolean {
  return [paths.instances.to(), paths.admin.to(), paths.connectors.to()].some(
    (parent) => pathname === parent || pathname.startsWith(`${parent}/`),
  );
}
