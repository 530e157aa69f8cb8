import { useEffect, useRef, useState } from 'react';
import type { LogLine } from '#contract/endpoints/runs.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { readLogs, withoutKnown } from './log-lines.ts';
import type { LogQuestion } from './log-lines.ts';

const followMs = 3_000;
/** Of one round: a flow that logs faster than this is caught up with in the next ones. */
const mostPages = 5;
/** More would make the page slow; the oldest of what followed goes first. */
const mostLines = 5_000;

const noLines: readonly LogLine[] = [];

/**
 * Follows a log: asks every three seconds, while the page is in sight, for what came after the last line. `last` is the
 * newest line that was there before; null: there was none, and then the vendor's own window is asked for.
 */
export function useLogTail(
  question: LogQuestion,
  isOn: boolean,
  last: LogLine | null,
): { lines: readonly LogLine[]; problem: ClientProblem | null } {
  const key = JSON.stringify(question);
  const [held, setHeld] = useState<{ key: string; lines: readonly LogLine[] }>({ key, lines: noLines });
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const lines = held.key === key ? held.lines : noLines;
  const newest = useRef<LogLine | null>(last);
  useEffect(() => {
    newest.current = lines.at(-1) ?? last;
  });

  useEffect(() => {
    if (!isOn) return undefined;
    const asked: LogQuestion = JSON.parse(key);
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function follow() {
      if (document.visibilityState === 'visible') {
        try {
          const came = await readAfter(asked, newest.current, stop.signal);
          if (stop.signal.aborted) return;
          setProblem(null);
          if (came.length > 0) {
            setHeld((before) => {
              const kept = before.key === key ? before.lines : noLines;
              const known = new Set(kept.map(({ lineId }) => lineId));
              return { key, lines: [...kept, ...withoutKnown(known, came)].slice(-mostLines) };
            });
          }
        } catch (error) {
          if (stop.signal.aborted) return;
          setProblem(problemOf(error));
        }
      }
      timer = setTimeout(() => void follow(), followMs);
    }

    void follow();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [key, isOn]);

  return { lines, problem: isOn ? problem : null };
}

/** What came since this line, the oldest first. Bounds are inclusive, so that the line itself comes once more. */
async function readAfter(question: LogQuestion, last: LogLine | null, signal: AbortSignal): Promise<LogLine[]> {
  const came: LogLine[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await readLogs({ ...question, from: last?.at ?? question.from }, 'oldest', after, signal);
    came.push(...answer.lines);
    after = answer.next;
    if (after === null) break;
  }
  return came.filter(({ lineId }) => lineId !== last?.lineId);
}
