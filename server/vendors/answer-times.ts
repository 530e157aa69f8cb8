import type { Clock } from '../platform/clock.ts';
import type { VendorStates } from './vendor-states.ts';

/** How long a vendor takes over its answers, smoothed, and written down now and then. */
export interface AnswerTimes {
  record(answerMs: number): Promise<void>;
}

/** Of the smoothed time so much is the newest answer: about the last twenty count. */
const newestShare = 0.1;
const writeEveryMs = 5_000;

/** One for each process; the row holds what the last of them has seen. */
export function createAnswerTimes(states: Pick<VendorStates, 'recordAnswerTime'>, clock: Clock): AnswerTimes {
  let smoothedMs: number | null = null;
  let writtenAt = -Infinity;
  return {
    record: async (answerMs) => {
      smoothedMs = smoothedMs === null ? answerMs : smoothedMs + (answerMs - smoothedMs) * newestShare;
      const now = clock.now();
      if (now.getTime() - writtenAt < writeEveryMs) return;
      writtenAt = now.getTime();
      await states.recordAnswerTime(smoothedMs, now);
    },
  };
}
