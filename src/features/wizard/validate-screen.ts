import { postWizardValidation } from '#contract/endpoints/wizard-sessions.ts';
import { send } from '#src/api/http.ts';
import { readToldScreen, uncheckedScreen } from './unchecked-screen.ts';
import type { ScreenVerdict } from './wizard-ports.ts';

/** The server gives the company ten seconds; an answer that takes longer than this does not come. */
export const answerWithinMs = 15_000;

/**
 * Has the company check a screen. Never rejects: a check that fails or takes too long, a server that is away and a session
 * that is over all come to the same, that the screen is not checked and **Next** tries again.
 */
export async function validateScreen(sessionId: string, told: unknown, signal: AbortSignal): Promise<ScreenVerdict> {
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, answerWithinMs);
  signal.addEventListener('abort', end);
  try {
    const verdict = await send(postWizardValidation, {
      params: { id: sessionId },
      body: readToldScreen(told),
      signal: ending.signal,
    });
    return verdict.isUnchecked ? uncheckedScreen(told) : verdict;
  } catch {
    return uncheckedScreen(told);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}
