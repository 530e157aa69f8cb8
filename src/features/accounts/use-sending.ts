import { useState } from 'react';
import { problemOf, type ClientProblem } from '#src/api/problem.ts';

/** Sends something once at a time, and keeps why it failed until the next try. */
export function useSending() {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ClientProblem | null>(null);

  async function send<Answer>(work: () => Promise<Answer>, then: (answer: Answer) => void): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(null);
    try {
      then(await work());
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setIsBusy(false);
    }
  }

  return { isBusy, problem, send };
}
