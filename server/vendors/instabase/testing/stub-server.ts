import { startLoopbackServer } from '#server/platform/http/testing/loopback-server.ts';

/** A request as the stub saw it. */
export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Parsed; undefined when there was none. */
  body: unknown;
  token: string;
  headers: Record<string, string | string[] | undefined>;
}

/** What the stub says: JSON with a status, raw text, or nothing but a broken connection. */
export type StubAnswer =
  | { status?: number; headers?: Record<string, string>; json: unknown }
  | { status?: number; headers?: Record<string, string>; text: string }
  | 'reset';

export interface StubServer {
  siteUrl: string;
  seen: SeenRequest[];
  stop(): Promise<void>;
}

/** A site on loopback that answers as `answer` says and remembers what it was asked. */
export async function startStubServer(answer: (request: SeenRequest) => StubAnswer): Promise<StubServer> {
  const seen: SeenRequest[] = [];
  const server = await startLoopbackServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://stub');
      const text = Buffer.concat(chunks).toString('utf8');
      const said: SeenRequest = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        body: text === '' ? undefined : JSON.parse(text),
        token: (request.headers.authorization ?? '').replace('Bearer ', ''),
        headers: request.headers,
      };
      seen.push(said);
      const reply = answer(said);
      if (reply === 'reset') {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
      response.end('json' in reply ? JSON.stringify(reply.json) : reply.text);
    });
  });
  return { siteUrl: server.origin, seen, stop: () => server.stop() };
}
