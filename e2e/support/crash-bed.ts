import { type ApiClient, freshAccount } from './api-client.ts';
import { type CutInProxy, type Moment, startCutInProxy, type VendorCall } from './cut-in-proxy.ts';
import { reachSandbox, type Sandbox } from './sandbox.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { type RunningServer, startServer } from './server.ts';
import { actAtTray, type TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';

/** Vendor and server in two processes with a proxy in between, so that the server can be killed at any call. */
export interface CrashBed {
  server: RunningServer;
  proxy: CutInProxy;
  sandbox: Sandbox;
  newSubject: () => Promise<Subject>;
  /** Another server over the same database, which sees the same vendor. */
  addReplica: (block: number) => Promise<Replica>;
  stop: () => Promise<void>;
}

/** One server with the proxy that it takes for the vendor. */
export interface Replica {
  server: RunningServer;
  proxy: CutInProxy;
  stop: () => Promise<void>;
}

/** A fresh account: the person at our server, and the same owner at the vendor itself, past the proxy. */
export interface Subject {
  /** What signs the person in. */
  demo: string;
  client: ApiClient;
  tray: TrayOwner;
}

/** The ports of one bed: the server's, the proxy's after it, and the sandbox's. */
const sandboxPortOffset = 5;

/** Replicas open each other's sealed credentials. */
const secret = 'one secret for all replicas of a test';

/**
 * Starts a bed on the ten ports of this block; see `startServer`. The server has its tables beside the vendor's, in one
 * PostgreSQL, or an embedded database of its own.
 */
export async function startCrashBed(block: number, options: { hasOwnDatabase?: boolean } = {}): Promise<CrashBed> {
  const port = portOf(block);
  const vendor = await startSandboxProcess(port + sandboxPortOffset);
  const sandbox = reachSandbox(vendor.trayOrigin);
  await sandbox.setRate(null);
  const settings = options.hasOwnDatabase ? {} : { DATABASE_URL: vendor.databaseUrl };
  const { server, proxy, stop } = await startReplica(block, vendor.trayPort, settings);
  return {
    server,
    proxy,
    sandbox,
    newSubject: async () => {
      const { account, demo, client } = await freshAccount(server.origin);
      return { demo, client, tray: await actAtTray(vendor.trayOrigin, account) };
    },
    addReplica: (otherBlock) => startReplica(otherBlock, vendor.trayPort, settings),
    stop: async () => {
      await stop();
      await vendor.stop();
    },
  };
}

function portOf(block: number): number {
  return Number(process.env.JACKFIELD_E2E_PORT ?? 4200) + block * 10;
}

async function startReplica(block: number, trayPort: number, settings: Record<string, string>): Promise<Replica> {
  const proxy = await startCutInProxy(portOf(block) + 1, trayPort);
  const server = await startServer(block, { JACKFIELD_SANDBOX: 'external', JACKFIELD_SECRET: secret, ...settings });
  return {
    server,
    proxy,
    stop: async () => {
      await server.stop();
      await proxy.close();
    },
  };
}

/** Where the server is killed: at this moment of the call with this number, background reads not counted. */
export interface Cut {
  call: number;
  moment: Moment;
}

/** What happened during one trial. */
export interface Trial {
  calls: VendorCall[];
  /** Whether the server was killed; without a cut, or with one behind the last call, it was not. */
  wasKilled: boolean;
}

/** Does the work with the server killed at the cut and started again; null: undisturbed. */
export async function withCut(bed: CrashBed, cut: Cut | null, work: () => Promise<void>): Promise<Trial> {
  let count = 0;
  let restarted: Promise<void> | null = null;
  bed.proxy.watch(async (call, moment) => {
    if (call.isBackground || restarted !== null) return 'pass';
    if (moment === 'before') count += 1;
    if (cut === null || count !== cut.call || moment !== cut.moment) return 'pass';
    const killed = bed.server.kill('SIGKILL');
    restarted = killed.then(() => bed.server.restart());
    await killed;
    return 'drop';
  });
  try {
    await work();
    // oxlint-disable-next-line typescript/await-thenable -- it was set while the work went on
    await restarted;
    return { calls: bed.proxy.calls().filter((call) => !call.isBackground), wasKilled: restarted !== null };
  } finally {
    bed.proxy.watch();
  }
}
