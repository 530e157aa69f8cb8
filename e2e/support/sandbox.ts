/** Where the imitated vendors are. */
export interface VendorOrigins {
  trayOrigin: string;
  prismaticOrigin: string;
  instabaseOrigin: string;
  patchworksOrigin: string;
}

/** The imitated vendors stand on the four ports after the server's. */
export function vendorsAfter(port: number): VendorOrigins {
  return {
    trayOrigin: `http://localhost:${port + 1}`,
    prismaticOrigin: `http://localhost:${port + 2}`,
    instabaseOrigin: `http://localhost:${port + 3}`,
    patchworksOrigin: `http://localhost:${port + 4}`,
  };
}

/** Lifts the rate limit of every imitated vendor. */
export async function liftLimits(where: VendorOrigins): Promise<void> {
  const { trayOrigin, prismaticOrigin, instabaseOrigin, patchworksOrigin } = where;
  for (const origin of [trayOrigin, prismaticOrigin, instabaseOrigin, patchworksOrigin]) {
    // oxlint-disable-next-line no-await-in-loop -- four in all
    await reachSandbox(origin).setRate(null);
  }
}

/** What a fault does; see the sandbox's own list. */
export type FaultName =
  | 'latency'
  | '429'
  | 'rate-limit'
  | '500'
  | '401'
  | '403'
  | 'timeout'
  | 'reset'
  | 'html'
  | 'nulls'
  | 'graphql-errors'
  | 'stale-reads'
  | 'too-early'
  | 'slow-to-settle';

export interface Fault {
  /** A root field (`updateSolutionInstance`), or a method and a path's beginning. */
  match: string;
  fault: FaultName;
  /** How often it happens; without it, until the faults are cleared. */
  times?: number;
  /** True: the vendor does the work first and fails then. */
  after?: boolean;
  /** For `latency`: how long. */
  ms?: number;
}

/** The switches of one imitated vendor. */
export interface Sandbox {
  /** Replaces all faults by these, which only calls about the account `who` meet; null: all calls. */
  setFaults: (who: string | null, faults: Fault[]) => Promise<void>;
  clearFaults: () => Promise<void>;
  /** Lifts the rate limit (null), or sets another one. */
  setRate: (rate: unknown) => Promise<void>;
  restoreRate: () => Promise<void>;
  /** Moves the vendor's clock, and with it the server's. */
  advance: (milliseconds: number) => Promise<void>;
  /** Publishes a new version of a solution, which asks for these values. */
  publishVersion: (solution: string, requires: ('user' | 'system')[]) => Promise<void>;
  /** Gives an account this many instances more. */
  seed: (account: string, instances: number) => Promise<void>;
  /** Whether the master token is shown the end users' instances; `own`: none of them. */
  setReads: (everybody: 'operator' | 'own') => Promise<void>;
  /** How the wizard's page lets itself be shown; without a word, as a rule: in frames, and with its opener in reach. */
  setWizard: (switches: { frame?: 'allow' | 'refuse'; opener?: 'keep' | 'cut' }) => Promise<void>;
}

/** Reaches the switches of the vendor at `origin`. */
export function reachSandbox(origin: string): Sandbox {
  const send = async (method: 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown) => {
    const response = await fetch(`${origin}/_sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  };
  return {
    setFaults: (who, faults) =>
      send(
        'PUT',
        'faults',
        faults.map((fault) => (who === null ? fault : { ...fault, who })),
      ),
    clearFaults: () => send('DELETE', 'faults'),
    setRate: (rate) => send('PUT', 'limits', { rate }),
    restoreRate: () => send('DELETE', 'limits'),
    advance: (advanceMs) => send('POST', 'clock', { advanceMs }),
    publishVersion: (solution, requires) => send('POST', 'versions', { solution, requires }),
    seed: (account, instances) => send('POST', 'seed', { instances, account }),
    setReads: (everybody) => send('PUT', 'reads', { everybody }),
    setWizard: (switches) => send('PUT', 'wizard', switches),
  };
}
