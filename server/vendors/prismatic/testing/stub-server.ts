import { z } from 'zod';
import { startLoopbackServer } from '#server/platform/http/testing/loopback-server.ts';

const requestBody = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()) });

/** A request as the stub saw it. `operation` is the name in the document, or the path of what is no GraphQL. */
export interface SeenRequest {
  operation: string;
  query: string;
  variables: Record<string, unknown>;
  token: string;
}

/** What the stub says: JSON with a status, raw text, or nothing but a broken connection. */
export type StubAnswer =
  | { status?: number; headers?: Record<string, string>; json: unknown }
  | { status?: number; headers?: Record<string, string>; text: string | Uint8Array }
  | 'reset';

export interface StubServer {
  baseUrl: string;
  seen: SeenRequest[];
  stop(): Promise<void>;
}

/** A Prismatic on loopback that answers as `answer` says and remembers what it was asked. */
export async function startStubServer(answer: (request: SeenRequest) => StubAnswer): Promise<StubServer> {
  const seen: SeenRequest[] = [];
  const server = await startLoopbackServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      const said =
        path === '/api' ? readOperation(Buffer.concat(chunks)) : { operation: path, query: '', variables: {} };
      seen.push({ ...said, token });
      const reply = answer({ ...said, token });
      if (reply === 'reset') {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
      response.end('json' in reply ? JSON.stringify(reply.json) : reply.text);
    });
  });
  return { baseUrl: server.origin, seen, stop: () => server.stop() };
}

function readOperation(body: Buffer): Omit<SeenRequest, 'token'> {
  const { query, variables } = requestBody.parse(JSON.parse(body.toString('utf8')));
  return { operation: /(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? '', query, variables };
}
