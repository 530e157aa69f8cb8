import type { Bulk, BulkStep } from '#contract/bulks.ts';
import { postBulkRetry, postBulkStop, postBulkUndo } from '#contract/endpoints/bulks.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { i18n } from '#src/lib/i18n.ts';
import { showToast } from '#src/ui/toast.ts';

const messages = i18n('takeBulkStep', {
  undo: 'Undone. Nothing was sent.',
  stop: 'Stopping. What is under way comes to its end.',
});

const endpoints = { undo: postBulkUndo, stop: postBulkStop, retry: postBulkRetry };

/** Undoes or stops, or plans what failed again, and tells what came of it. Null: it was refused. Never rejects. */
export async function takeStep(step: Exclude<BulkStep, 'start'>, bulk: Pick<Bulk, 'id'>): Promise<Bulk | null> {
  try {
    const answer = await send(endpoints[step], { params: { id: bulk.id } });
    if (step !== 'retry') showToast('off', messages.get()[step]);
    refresh('bulk');
    return answer.bulk;
  } catch (error) {
    const problem = problemOf(error);
    const words = wordsOfProblem(problemMessages.get(), problem);
    showToast('failed', `${words.what} ${words.changed}`, undefined, { requestId: problem.requestId });
    refresh('bulk');
    return null;
  }
}
