import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';

/**
 * Runs a task again and again, `intervalMs` after it last ended. A failure is logged and does not end it. `stop` waits for
 * the run that is under way.
 */
export function repeat(task: () => Promise<void>, intervalMs: number, logger: Logger): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> = Promise.resolve();
  let isStopped = false;
  const schedule = () => {
    if (isStopped) return;
    timer = setTimeout(() => {
      underWay = task()
        .catch((error: unknown) => logger.error({ err: error }, 'a repeated task failed'))
        .finally(schedule);
    }, intervalMs);
    timer.unref();
  };
  schedule();
  return {
    stop: async () => {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await underWay;
    },
  };
}

/** How often it is looked whether a clock that may leap has come to the time. */
const lookMs = 1_000;

/** The same by a clock that may leap: `intervalMs` after the last end by that clock, found out within a second. */
export function repeatByClock(
  task: () => Promise<void>,
  intervalMs: number,
  clock: Clock,
  logger: Logger,
): { stop(): Promise<void> } {
  let endedAt = clock.now().getTime();
  const whenDue = async () => {
    if (clock.now().getTime() - endedAt < intervalMs) return;
    await task().finally(() => {
      endedAt = clock.now().getTime();
    });
  };
  return repeat(whenDue, Math.min(intervalMs, lookMs), logger);
}
