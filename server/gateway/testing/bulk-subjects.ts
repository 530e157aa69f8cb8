import { randomUUID } from 'node:crypto';
import type { Bulk, BulkState } from '#contract/bulks.ts';
import type { TestServer } from '#server/testing/test-server.ts';
import type { BulkSubject } from './authorisation-case.ts';

/** Work on many of Priya's, about this instance: planned, held, running and over. Nothing works on it. */
export async function layOutBulks(server: TestServer, instanceId: string): Promise<BulkSubject> {
  const priya = await server.signIn('priya');
  const { database, clock } = server.services;
  const planned = async (): Promise<string> => {
    const body = { key: randomUUID(), action: 'resync', selection: { ids: [instanceId] } };
    const answer = await priya.request('POST', '/api/bulks', body);
    const { bulk } = (await answer.json()) as { bulk: Bulk };
    return bulk.id;
  };
  const inState = async (state: BulkState): Promise<string> => {
    const id = await planned();
    const now = clock.now();
    const failed = { refused: 0, waiting: 0, running: 0, done: 0, failed: 1, needless: 0, left: 0 };
    await database
      .updateTable('bulks')
      .set({
        state,
        begins_at: new Date(now.getTime() + 3_600_000),
        ...(state === 'finished' ? { counts: JSON.stringify(failed), ended_at: now } : {}),
      })
      .where('id', '=', id)
      .execute();
    return id;
  };
  return {
    planned: await planned(),
    held: await inState('held'),
    running: await inState('running'),
    finished: await inState('finished'),
  };
}
