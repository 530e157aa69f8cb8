/**
 * Runs what is asked for under a key at once, and what is asked for again within `intervalMs` once more at its end: never
 * more often, and never without the last wish.
 */
export function createPacer(intervalMs: number): (key: unknown, task: () => void) => void {
  // Keys that rest, with what to run when they have.
  const resting = new Map<unknown, (() => void) | null>();

  function run(key: unknown, task: () => void): void {
    resting.set(key, null);
    setTimeout(() => {
      const next = resting.get(key);
      resting.delete(key);
      if (next) run(key, next);
    }, intervalMs);
    task();
  }

  return (key, task) => {
    if (resting.has(key)) resting.set(key, task);
    else run(key, task);
  };
}
