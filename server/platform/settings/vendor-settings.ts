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

/** How Prismatic is reached. */
export interface PrismaticSettings {
  /** Where the API, the sign-in and the pages of one region are. */
  baseUrl: string;
  operator: { token: string } | { refreshToken: string };
  organisation: string;
  /** The private half of the key that signs for owners, in PEM; null in the sandbox, which is told of a key of ours. */
  signingKey: string | null;
}

/** How Instabase is reached. Each account has a user with a token of its own there. */
export interface InstabaseSettings {
  siteUrl: string;
  operatorToken: string;
  /** The one account that the token serves as well; null in the sandbox, which is asked for each account's token. */
  own: { account: string; username: string } | null;
}

/**
 * The settings of each vendor: one of them makes the deployment live, and then all of its vendor's belong to it. In place
 * of one of several, any of them will do.
 */
const settingsOfVendors: readonly (readonly (string | readonly string[])[])[] = [
  ['TRAY_API_URL', 'TRAY_APP_URL', 'TRAY_MASTER_TOKEN', 'TRAY_PARTNER'],
  ['PRISMATIC_URL', ['PRISMATIC_TOKEN', 'PRISMATIC_REFRESH_TOKEN'], 'PRISMATIC_SIGNING_KEY', 'PRISMATIC_ORGANIZATION'],
  ['INSTABASE_URL', 'INSTABASE_TOKEN', 'INSTABASE_ACCOUNT'],
  ['PATCHWORKS_URL', 'PATCHWORKS_API_KEY', 'PATCHWORKS_ACCOUNT'],
];

/** Whether any vendor setting is there, which makes the deployment live. */
export function isLive(present: Present): boolean {
  return settingsOfVendors.flat(2).some((name) => present[name] !== undefined);
}

/** What lacks of the vendors that are set up in part. A vendor without any setting is off. */
export function missingVendorSettings(present: Present): string[] {
  return settingsOfVendors.flatMap((needs) => {
    const choices = needs.map((need) => (typeof need === 'string' ? [need] : need));
    if (!choices.flat().some((name) => present[name] !== undefined)) return [];
    const missing = choices.filter((names) => names.every((name) => present[name] === undefined));
    return missing.map((names) => names.join(' or '));
  });
}

/** The imitated Tray on the port after ours, with the credentials that it is born with. */
export function sandboxTray(port: number): TraySettings {
  const origin = `http://localhost:${port + 1}`;
  return { apiUrl: `${origin}/graphql`, appUrl: origin, masterToken: 'sandbox-master', partner: 'jackfield' };
}

/** The imitated Prismatic, two ports after ours, and its one organisation. */
export function sandboxPrismatic(port: number): PrismaticSettings {
  return {
    baseUrl: `http://localhost:${port + 2}`,
    operator: { token: 'sandbox-prismatic' },
    organisation: 'T3JnYW5pemF0aW9uOjA0ZTQwNjc2LTE5MGItNTRjOC04YmVjLTM5YTllNzZmYWU3MQ==',
    signingKey: null,
  };
}

/** The imitated Instabase, three ports after ours. */
export function sandboxInstabase(port: number): InstabaseSettings {
  return { siteUrl: `http://localhost:${port + 3}`, operatorToken: 'sandbox-instabase', own: null };
}

/** The imitated Patchworks, four ports after ours. */
export function sandboxPatchworks(port: number): PatchworksSettings {
  return { apiUrl: `http://localhost:${port + 4}`, own: null };
}
