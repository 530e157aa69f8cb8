import { nameBasedUuid } from '../name-based-uuid.ts';

/** A third party that an authentication belongs to. */
export interface Service {
  id: string;
  name: string;
  version: string;
  title: string;
  icon: string;
  environmentId: string;
}

const titles: Record<string, { title: string; version: string }> = {
  slack: { title: 'Slack', version: '11.0' },
  salesforce: { title: 'Salesforce', version: '9.0' },
  hubspot: { title: 'HubSpot', version: '4.2' },
  shopify: { title: 'Shopify', version: '3.1' },
  netsuite: { title: 'NetSuite', version: '6.0' },
  teams: { title: 'Microsoft Teams', version: '2.0' },
  zendesk: { title: 'Zendesk', version: '5.1' },
  jira: { title: 'Jira', version: '4.0' },
  stripe: { title: 'Stripe', version: '3.0' },
  quickbooks: { title: 'QuickBooks Online', version: '2.3' },
  bamboohr: { title: 'BambooHR', version: '1.4' },
  google: { title: 'Google Workspace', version: '7.0' },
};

const services = new Map<string, Service>(
  Object.entries(titles).map(([name, { title, version }]) => [
    name,
    {
      id: nameBasedUuid(`service:${name}`),
      name,
      version,
      title,
      icon: letterIcon(title.slice(0, 1)),
      environmentId: nameBasedUuid(`service-environment:${name}`),
    },
  ]),
);

/** The service of this name; one that is not in the list is described by its name alone. */
export function serviceNamed(name: string): Service {
  const known = services.get(name);
  if (known) return known;
  const id = nameBasedUuid(`service:${name}`);
  return { id, name, version: '1.0', title: name, icon: letterIcon('?'), environmentId: id };
}

/** Finds a service by its id or by its name, as callers send either. */
export function findService(idOrName: string): Service | undefined {
  return services.get(idOrName) ?? [...services.values()].find((service) => service.id === idOrName);
}

function letterIcon(letter: string): string {
  const drawing =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#5b6b8c"/>` +
    `<text x="12" y="17" font-family="sans-serif" font-size="14" fill="#fff" text-anchor="middle">${letter}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`;
}
