import { SettingsError, listed } from './settings-error.ts';

/** The environment without what is empty: an empty setting counts as absent. */
export type Present = Readonly<Record<string, string | undefined>>;

/** How Tray is reached: the real one's or the sandbox's addresses and credentials. */
export interface TraySettings {
  /** The whole address of its GraphQL endpoint. */
  apiUrl: string;
  /** Where its Config Wizard is; its origin is the one that may answer a page of ours. */
  appUrl: string;
  masterToken: string;
  partner: string;
}

/** How Patchworks is reached. Each account has a key of its own there. */
export interface PatchworksSettings {
  /** The address of its Core API's host, without `/api/v1`. */
  apiUrl: string;
  /** The one account whose key is in the environment; null in the sandbox, which is asked for each account's key. */
  own: { account: string; apiKey: string } | null;
}

/** The settings of each vendor that can be used: one of them makes the deployment live, and then all of them belong to it. */
const settingsOfVendors = [
  ['TRAY_API_URL', 'TRAY_APP_URL', 'TRAY_MASTER_TOKEN', 'TRAY_PARTNER'],
  ['PATCHWORKS_URL', 'PATCHWORKS_API_KEY', 'PATCHWORKS_ACCOUNT'],
] as const;

/** Settings of vendors that Jackfield will know; this version cannot use them, and must not seem to. */
const settingsOfUnknownVendors = [
  'PRISMATIC_URL',
  'PRISMATIC_TOKEN',
  'PRISMATIC_REFRESH_TOKEN',
  'PRISMATIC_SIGNING_KEY',
  'PRISMATIC_ORGANIZATION',
  'INSTABASE_URL',
  'INSTABASE_TOKEN',
  'INSTABASE_ACCOUNT',
] as const;

/** Whether any vendor setting is there, which makes the deployment live. Throws where this version cannot use one. */
export function isLive(present: Present): boolean {
  const unusable = settingsOfUnknownVendors.filter((name) => present[name] !== undefined);
  if (unusable.length > 0) {
    throw new SettingsError(
      `Of the real vendors this version can use Tray and Patchworks only: unset ${listed(unusable)} and start again.`,
    );
  }
  return settingsOfVendors.flat().some((name) => present[name] !== undefined);
}

/** What lacks of the vendors that are set up in part. A vendor without any setting is off. */
export function missingVendorSettings(present: Present): string[] {
  return settingsOfVendors.flatMap((names) => {
    const missing = names.filter((name) => present[name] === undefined);
    return missing.length < names.length ? missing : [];
  });
}

/** The imitated Tray on the port after ours, with the credentials that it is born with. */
export function sandboxTray(port: number): TraySettings {
  const origin = `http://localhost:${port + 1}`;
  return { apiUrl: `${origin}/graphql`, appUrl: origin, masterToken: 'sandbox-master', partner: 'jackfield' };
}

/** The imitated Patchworks, four ports after ours. */
export function sandboxPatchworks(port: number): PatchworksSettings {
  return { apiUrl: `http://localhost:${port + 4}`, own: null };
}
