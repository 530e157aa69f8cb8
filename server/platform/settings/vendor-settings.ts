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

const traySettings = ['TRAY_API_URL', 'TRAY_APP_URL', 'TRAY_MASTER_TOKEN', 'TRAY_PARTNER'] as const;

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
  'PATCHWORKS_URL',
  'PATCHWORKS_API_KEY',
  'PATCHWORKS_ACCOUNT',
] as const;

/** Whether any vendor setting is there, which makes the deployment live. Throws where this version cannot use one. */
export function isLive(present: Present): boolean {
  const unusable = settingsOfUnknownVendors.filter((name) => present[name] !== undefined);
  if (unusable.length > 0) {
    throw new SettingsError(
      `Of the real vendors this version can use Tray only: unset ${listed(unusable)} and start again.`,
    );
  }
  return traySettings.some((name) => present[name] !== undefined);
}

/** Those of Tray's settings that a live deployment lacks. */
export function missingTraySettings(present: Present): string[] {
  return traySettings.filter((name) => present[name] === undefined);
}

/** The imitated Tray on the port after ours, with the credentials that it is born with. */
export function sandboxTray(port: number): TraySettings {
  const origin = `http://localhost:${port + 1}`;
  return { apiUrl: `${origin}/graphql`, appUrl: origin, masterToken: 'sandbox-master', partner: 'jackfield' };
}
