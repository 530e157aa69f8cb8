import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { signOut } from '#src/features/session/session.ts';
import { whenMayLeave } from '#src/lib/leaving.ts';
import { showToast } from '#src/ui/toast.ts';

/** Ends the session, once nothing unsaved is in the way. Says so where that fails. */
export function signOutAndTell(): void {
  whenMayLeave(() => {
    signOut().catch((error: unknown) => {
      const problem = problemOf(error);
      const { requestId } = problem;
      showToast('failed', wordsOfProblem(problemMessages.get(), problem).what, undefined, { requestId });
    });
  });
}
