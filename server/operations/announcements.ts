/** Tells those who wait, in this process, that something came of an operation. */
export interface Announcements {
  announce(operationId: string): void;
  /** Listens from now on, so that nothing between two waits is missed. Close it when done. */
  listen(operationId: string): Listener;
}

export interface Listener {
  /** True when something was announced since the last wait, at once or within the time; false when the time is over. */
  hears(withinMs: number): Promise<boolean>;
  close(): void;
}

export function createAnnouncements(): Announcements {
  const listeners = new Map<string, Set<() => void>>();

  return {
    announce: (operationId) => {
      for (const hear of listeners.get(operationId) ?? []) hear();
    },
    listen: (operationId) => {
      let heard = false;
      let end: ((heard: boolean) => void) | null = null;
      const hear = () => {
        heard = true;
        end?.(true);
      };
      const others = listeners.get(operationId) ?? new Set();
      listeners.set(operationId, others.add(hear));
      return {
        hears: async (withinMs) => {
          if (!heard) {
            await new Promise<boolean>((resolve) => {
              const timer = setTimeout(resolve, withinMs, false);
              end = (result) => {
                clearTimeout(timer);
                resolve(result);
              };
            });
          }
          end = null;
          const wasHeard = heard;
          heard = false;
          return wasHeard;
        },
        close: () => {
          others.delete(hear);
          if (others.size === 0) listeners.delete(operationId);
        },
      };
    },
  };
}
