import type { DeploymentData } from './deployment-queries.ts';

/** The versions of one name that one owner has. */
export interface VersionGroup {
  key: string;
  name: string;
  owner: string;
  /** The one deployed last first, whatever its number. */
  versions: DeploymentData[];
}

/**
 * Puts the versions of one name and owner together. Groups stand where the first of their versions stood, so that the order
 * of the list decides between them.
 */
export function groupVersions(deployments: readonly DeploymentData[]): VersionGroup[] {
  const groups = new Map<string, VersionGroup>();
  for (const deployment of deployments) {
    const { name, owner } = deployment;
    const key = JSON.stringify([owner, name]);
    const group = groups.get(key) ?? { key, name, owner, versions: [] };
    group.versions.push(deployment);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ ...group, versions: newestFirst(group.versions) }));
}

function newestFirst(versions: readonly DeploymentData[]): DeploymentData[] {
  return versions.toSorted((one, other) => createdAt(other) - createdAt(one));
}

function createdAt({ row }: DeploymentData): number {
  const moment = row.createdAt === null ? Number.NaN : Date.parse(row.createdAt);
  return Number.isNaN(moment) ? 0 : moment;
}
