import { z } from 'zod';
import { startLoopbackServer } from '#server/platform/http/testing/loopback-server.ts';

const requestBody = z.object({
  query: z.string(),
  operationName: z.string(),
  variables: z.record(z.string(), z.unknown()),
});

/** A request as the stub saw it. */
export interface SeenRequest extends z.infer<typeof requestBody> {
  token: string;
}

/** What the stub says: JSON with a status, raw text, or nothing but a broken connection. */
export type StubAnswer =
  | { status?: number; headers?: Record<string, string>; json: unknown }
  | { status?: number; headers?: Record<string, string>; text: string }
  | 'reset'
  | 'silence';

export interface StubServer {
  apiUrl: string;
  seen: SeenRequest[];
  stop(): Promise<void>;
}

/** A GraphQL address on loopback that answers as `answer` says and remembers what it was asked. */
export async function startStubServer(answer: (request: SeenRequest) => StubAnswer): Promise<StubServer> {
  const seen: SeenRequest[] = [];
  const server = await startLoopbackServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = requestBody.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      const said = { ...body, token: (request.headers.authorization ?? '').replace('Bearer ', '') };
      seen.push(said);
      const reply = answer(said);
      if (reply === 'silence') return;
      if (reply === 'reset') {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
      response.end('json' in reply ? JSON.stringify(reply.json) : reply.text);
    });
  });
  return { apiUrl: `${server.origin}/graphql`, seen, stop: () => server.stop() };
}
