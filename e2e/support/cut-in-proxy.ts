import { type IncomingMessage, type Server, type ServerResponse, createServer, request as send } from 'node:http';
import { once } from 'node:events';

/** A call of the server's to the vendor, as it went by. */
export interface VendorCall {
  /** The name of the GraphQL operation, such as `CreateSolutionInstance`; of a REST call, such as `PATCH /connectors/:id`. */
  operation: string;
  /** Whether it changes something of an owner's at the vendor, so that twice is once too often. */
  isWrite: boolean;
  /** The background reading of everybody's, which goes on whatever a person does; by REST it cannot be told apart. */
  isBackground: boolean;
  /** Whether the vendor got it. */
  reachedVendor: boolean;
}

/** `before`: the vendor has not got the call. `after`: the work is done. `answered`: the answer has been passed on. */
export const moments = ['before', 'after', 'answered'] as const;

export type Moment = (typeof moments)[number];

/** Told of each moment of each call. Answers `drop` to let the call go no further. */
export type CutIn = (call: VendorCall, moment: Moment) => Promise<'drop' | 'pass'>;

/** Stands where the server looks for the vendor, and passes everything on to where the vendor is. */
export interface CutInProxy {
  /** Every call since the last `watch`, in the order in which they came. */
  calls: () => VendorCall[];
  /** Forgets the calls so far; from now on this one is told of the moments. */
  watch: (cutIn?: CutIn) => void;
  close: () => Promise<void>;
}

const ownerWrites = new Set([
  'CreateSolutionInstance',
  'UpdateSolutionInstance',
  'UpgradeSolutionInstance',
  'RemoveSolutionInstance',
  // Prismatic's.
  'CreateInstance',
  'UpdateInstance',
  'UpdateInstanceConfigVariables',
  'DeployInstance',
  'DeleteInstance',
  'TestInstanceFlowConfig',
  'ReplayExecution',
]);
const backgroundReads = new Set(['SolutionInstances', 'Solutions', 'Users', 'Instances', 'Templates', 'Customers']);
const operatorAuthorizations = new Set(['Bearer sandbox-master', 'Bearer sandbox-prismatic']);
const restBase = /^\/api\/v\d\//;

/** Listens on both loopback addresses, as the sandbox does, and forwards to `target` on 127.0.0.1. */
export async function startCutInProxy(port: number, target: number): Promise<CutInProxy> {
  let calls: VendorCall[] = [];
  let cutIn: CutIn = () => Promise.resolve('pass');

  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    // Whoever was killed takes the answer no more.
    outgoing.on('error', () => {});
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  };

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    const call = callOf(incoming, body);
    if (call === null) return reply(outgoing, await forward(target, incoming, body));
    calls.push(call);
    const told = cutIn;
    if ((await told(call, 'before')) === 'drop') return drop(outgoing);
    call.reachedVendor = true;
    const answered = await forward(target, incoming, body);
    if ((await told(call, 'after')) === 'drop') return drop(outgoing);
    await reply(outgoing, answered);
    await told(call, 'answered');
  }

  const servers = await Promise.all(
    ['127.0.0.1', '::1'].map(async (host) => {
      const server = createServer(answer);
      server.listen(port, host);
      await once(server, 'listening');
      return server;
    }),
  );
  return {
    calls: () => calls,
    watch: (next = () => Promise.resolve('pass')) => {
      calls = [];
      cutIn = next;
    },
    close: async () => {
      await Promise.all(servers.map(stop));
    },
  };
}

/** Null: no call of the vendor's API. */
function callOf(incoming: IncomingMessage, body: Buffer): VendorCall | null {
  const { method = 'GET', url = '' } = incoming;
  if (restBase.test(url)) {
    const path = url.replace(restBase, '/').replace(/\?.*$/, '');
    const operation = `${method} ${path.replaceAll(/\/(\d+|[\da-f]{8}(-[\da-f]+){4})(?=\/|$)/g, '/:id')}`;
    return { operation, isWrite: method !== 'GET', isBackground: false, reachedVendor: false };
  }
  if (method !== 'POST' || (url !== '/graphql' && url !== '/api')) return null;
  const { operationName, query = '' }: { operationName?: string; query?: string } = JSON.parse(body.toString());
  const operation = operationName ?? /^\s*(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? 'unnamed';
  return {
    operation,
    isWrite: ownerWrites.has(operation),
    isBackground: operatorAuthorizations.has(incoming.headers.authorization ?? '') && backgroundReads.has(operation),
    reachedVendor: false,
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

function forward(target: number, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = incoming;
    const request = send({ host: '127.0.0.1', port: target, method, path: url, headers }, (answer) => {
      readBody(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: text }),
        reject,
      );
    });
    request.once('error', reject);
    request.end(body);
  });
}

/** Resolves when the answer has been handed to the system, or when nobody is there to take it. */
function reply(outgoing: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once('close', resolve);
    const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = headers;
    outgoing.writeHead(status, { ...kept, 'content-length': String(body.length) });
    outgoing.end(body, resolve);
  });
}

function drop(outgoing: ServerResponse): void {
  outgoing.destroy();
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
