import type { Person } from '#contract/people.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import type { IconName } from '#src/ui/Icon.tsx';

const messages = i18n('navigation', {
  instances: 'Instances',
  catalogue: 'Catalogue',
  operations: 'Operations',
  settings: 'Settings',
});

/** A page that has an entry of its own in the rail, the palette and the shortcuts. */
export interface Destination {
  key: 'instances' | 'catalogue' | 'operations' | 'settings';
  to: string;
  icon: IconName;
  label: string;
  /** The second key of the shortcut that begins with `g`. */
  shortcut: string;
  /** In the rail, besides palette and shortcuts. */
  isInRail: boolean;
}

/** Where this person can go, in the order in which the rail shows it. */
export function useDestinations(person: Person): Destination[] {
  const t = useMessages(messages);
  const instances = person.role === 'admin' ? paths.adminInstances.to() : paths.instances.to();
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
