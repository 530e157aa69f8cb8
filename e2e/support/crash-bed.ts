import { type ApiClient, freshAccount } from './api-client.ts';
import { type CutInProxy, type Moment, startCutInProxy, type VendorCall } from './cut-in-proxy.ts';
import { liftLimits, reachSandbox, type Sandbox } from './sandbox.ts';
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.ts';
import { type RunningServer, startServer } from './server.ts';
import { actAtInstabase, type InstabaseOwner } from '#server/sandbox/instabase/testing/instabase-owner.ts';
import { actAtPatchworks, type PatchworksOwner } from '#server/sandbox/patchworks/testing/patchworks-owner.ts';
import { actAtPrismatic, type PrismaticOwner } from '#server/sandbox/prismatic/testing/prismatic-owner.ts';
import { actAtTray, type TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';

/** Vendor and server in two processes with a proxy in between, so that the server can be killed at any call. */
export interface CrashBed {
  server: RunningServer;
  proxy: CutInProxy;
  /** The same before the other vendors. */
  prismaticProxy: CutInProxy;
  instabaseProxy: CutInProxy;
  patchworksProxy: CutInProxy;
  sandbox: Sandbox;
  newSubject: () => Promise<Subject>;
  /** Another server over the same database, which sees the same vendor. */
  addReplica: (block: number) => Promise<Replica>;
  stop: () => Promise<void>;
}

/** One server with the proxies that it takes for the vendors: Tray's, and the others'. */
export interface Replica {
  server: RunningServer;
  proxy: CutInProxy;
  prismaticProxy: CutInProxy;
  instabaseProxy: CutInProxy;
  patchworksProxy: CutInProxy;
  stop: () => Promise<void>;
}

/** A fresh account: the person at our server, and the same owner at the vendors themselves, past the proxies. */
export interface Subject {
  /** What signs the person in. */
  demo: string;
  client: ApiClient;
  tray: TrayOwner;
  prismatic: PrismaticOwner;
  instabase: InstabaseOwner;
  patchworks: PatchworksOwner;
}

/** The ports of one bed: the server's, the proxies' in the four after it, and the sandbox's behind those. */
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
  await liftLimits(vendor);
  const settings = options.hasOwnDatabase ? {} : { DATABASE_URL: vendor.databaseUrl };
  const { stop, ...replica } = await startReplica(block, vendor, settings);
  const { server } = replica;
  return {
    ...replica,
    sandbox,
    newSubject: async () => {
      const { account, demo, client } = await freshAccount(server.origin);
      const [tray, prismatic, instabase, patchworks] = await Promise.all([
        actAtTray(vendor.trayOrigin, account),
        actAtPrismatic(vendor.prismaticOrigin, account),
        actAtInstabase(vendor.instabaseOrigin, account),
        actAtPatchworks(vendor.patchworksOrigin, account),
      ]);
      return { demo, client, tray, prismatic, instabase, patchworks };
    },
    addReplica: (otherBlock) => startReplica(otherBlock, vendor, settings),
    stop: async () => {
      await stop();
      await vendor.stop();
    },
  };
}

/** The server's port in this block; see `startServer`. */
export function portOf(block: number): number {
  return Number(process.env.JACKFIELD_E2E_PORT ?? 4200) + block * 10;
}

async function startReplica(block: number, vendor: SandboxProcess, settings: Record<string, string>): Promise<Replica> {
  const before = (place: number) => startCutInProxy(portOf(block) + place, vendor.port + place);
  const [proxy, prismaticProxy, instabaseProxy, patchworksProxy] = [
    await before(1),
    await before(2),
    await before(3),
    await before(4),
  ];
  const server = await startServer(block, { JACKFIELD_SANDBOX: 'external', JACKFIELD_SECRET: secret, ...settings });
  return {
    server,
    proxy,
    prismaticProxy,
    instabaseProxy,
    patchworksProxy,
    stop: async () => {
      await server.stop();
      await Promise.all([proxy, prismaticProxy, instabaseProxy, patchworksProxy].map((one) => one.close()));
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
