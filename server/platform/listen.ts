import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Logger } from './logger.ts';

/** A port that answers on both loopback addresses. */
export interface LoopbackListener {
  port: number;
  /** Stops listening; connections that are still busy are cut after `graceMs` (none: at once). */
  close(graceMs?: number): Promise<void>;
}

/**
 * Listens on 127.0.0.1 and on ::1, because `localhost` may mean either; a machine without IPv6 gets the first alone, and
 * `host` asks for one address alone. Port 0 takes a free one. Rejects when the port is taken.
 */
export async function listenOnLoopback(
  listener: RequestListener,
  port: number,
  logger: Logger,
  host: string | null = null,
): Promise<LoopbackListener> {
  const first = await listen(listener, port, host ?? '127.0.0.1');
  if (host !== null) return { port: first.port, close: (graceMs = 0) => close(first.server, graceMs) };
  const servers = [first.server];
  try {
    servers.push((await listen(listener, first.port, '::1')).server);
  } catch (error) {
    if (!isMissingAddress(error)) {
      await close(first.server, 0);
      throw error;
    }
    logger.info({ port: first.port }, 'this machine has no ::1, listening on 127.0.0.1 alone');
  }
  return {
    port: first.port,
    close: async (graceMs = 0) => {
      await Promise.all(servers.map((server) => close(server, graceMs)));
    },
  };
}

async function listen(
  listener: RequestListener,
  port: number,
  host: string,
): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  server.listen(port, host);
  await once(server, 'listening');
  return { server, port: portOf(server.address(), port) };
}

function portOf(address: AddressInfo | string | null, asked: number): number {
  return typeof address === 'object' && address ? address.port : asked;
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}

function isMissingAddress(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}
