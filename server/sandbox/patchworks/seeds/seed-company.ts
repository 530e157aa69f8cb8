/** An instance of the first seeding. */
export interface SeedConnector {
  key: string;
  name: string;
  system: string;
  method: string;
  values: Record<string, string>;
  timezone: string;
  pool: string | null;
  daysAgo: number;
}

/** A process flow of the first seeding: its steps are instances by their key. */
export interface SeedFlow {
  name: string;
  enabled: boolean;
  steps: readonly { name: string; connector: string }[];
  /** Outcomes of its latest runs, newest first. */
  runs: readonly { outcome: number; trigger: string; hoursAgo: number; warnings?: number; message?: string }[];
}

/** A company of the first seeding. */
export interface SeedCompany {
  externalId: string;
  name: string;
  apiKey: string;
  /** Installed systems in their order, with a version where it is not the newest. */
  systems: readonly { slug: string; version?: number }[];
  pools: readonly { name: string; limit: number; timeout: number }[];
  connectors: readonly SeedConnector[];
  flows: readonly SeedFlow[];
}

/** What an instance in no pool, on UTC, is made of. */
export function seedConnector(
  key: string,
  name: string,
  [system, method]: readonly [string, string],
  values: Record<string, string>,
  rest: Partial<Pick<SeedConnector, 'timezone' | 'pool' | 'daysAgo'>> = {},
): SeedConnector {
  return { key, name, system, method, values, timezone: 'UTC', pool: null, daysAgo: 120, ...rest };
}
