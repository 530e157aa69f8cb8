import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** A server of one test, on a free port of 127.0.0.1. `stop` cuts the connections that are open. */
export interface LoopbackServer {
  /** Without a path or a slash at the end. */
  origin: string;
  stop(): Promise<void>;
}

export async function startLoopbackServer(listener: RequestListener): Promise<LoopbackServer> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no TCP address');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
