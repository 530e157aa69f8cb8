import { connectorVendorOf, deploymentVendorOf } from '#src/features/instances/abilities.ts';
import type { SignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import type { IconName } from '#src/ui/Icon.tsx';

const messages = i18n('navigation', {
  instances: 'Instances',
  catalogue: 'Catalogue',
  connectors: 'Connectors',
  deployments: 'Deployments',
  runs: 'Runs',
  operations: 'Operations',
  settings: 'Settings',
});

/** A page that has an entry of its own in the rail, the palette and the shortcuts. */
export interface Destination {
  key: 'instances' | 'catalogue' | 'connectors' | 'deployments' | 'runs' | 'operations' | 'settings';
  to: string;
  icon: IconName;
  label: string;
  /** The second key of the shortcut that begins with `g`. */
  shortcut: string;
  /** In the rail, besides palette and shortcuts. */
  isInRail: boolean;
}

/** Where this person can go, in the order in which the rail shows it. */
export function useDestinations({ person, vendors }: Pick<SignedIn, 'person' | 'vendors'>): Destination[] {
  const t = useMessages(messages);
  const instances = person.role === 'admin' ? paths.adminInstances.to() : paths.instances.to();
  // Administrators have none of their own, and find everybody's instances in their list.
  const hasConnectors = person.role === 'user' && connectorVendorOf(vendors) !== null;
  const connectors: Destination = {
    key: 'connectors',
    to: paths.connectors.to(),
    icon: 'connectors',
    label: t.connectors,
    shortcut: 'n',
    isInRail: true,
  };
  const deployments: Destination = {
    key: 'deployments',
    to: paths.deployments.to(),
    icon: 'deployments',
    label: t.deployments,
    shortcut: 'd',
    isInRail: true,
  };
  const runs: Destination = {
    key: 'runs',
    to: paths.runs.to(),
    icon: 'runs',
    label: t.runs,
    shortcut: 'r',
    isInRail: true,
  };
  return [
    { key: 'instances', to: instances, icon: 'instances', label: t.instances, shortcut: 'i', isInRail: true },
    {
      key: 'catalogue',
      to: paths.catalogue.to(),
      icon: 'catalogue',
      label: t.catalogue,
      shortcut: 'c',
      isInRail: true,
    },
    ...(hasConnectors ? [connectors] : []),
    ...(deploymentVendorOf(vendors) === null ? [] : [deployments]),
    ...(vendors.some(({ capabilities }) => capabilities.runs) ? [runs] : []),
    {
      key: 'operations',
      to: paths.operations.to(),
      icon: 'operations',
      label: t.operations,
      shortcut: 'o',
      isInRail: true,
    },
    { key: 'settings', to: paths.settings.to(), icon: 'settings', label: t.settings, shortcut: 's', isInRail: false },
  ];
}
