import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { Export } from '#contract/endpoints/exports.ts';
import type { TestServer } from '#server/testing/test-server.ts';

/** A file of Priya's that is there to be fetched; answers its id. */
export async function layOutExport(server: TestServer): Promise<string> {
  const priya = await server.signIn('priya');
  const begun = await priya.request('POST', '/api/exports', { kind: 'audit', key: randomUUID(), filter: {} });
  const { export: asked } = (await begun.json()) as { export: Export };
  server.services.exports.start();
  await vi.waitFor(
    async () => {
      const answer = await priya.request('GET', `/api/exports/${asked.id}`);
      const { export: now } = (await answer.json()) as { export: Export };
      if (now.state !== 'succeeded') throw new Error(`the export is ${now.state}`);
    },
    { timeout: 30_000 },
  );
  await server.services.exports.stop();
  return asked.id;
}
