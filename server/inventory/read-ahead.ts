import type { InstancePage } from '../vendors/adapter.ts';

/** The pages of a list, asked for while those before them are dealt with. */
export interface PagesAhead {
  /**
   * All pages that have come since, at least one. Rejects with why no more could be read, once every page that came before is
   * taken; null when the last one was.
   */
  take(): Promise<InstancePage[] | null>;
  /** Asks for no further page. One that was asked for already is let go. */
  stop(): void;
}

/** So many pages are held at most, so that a slow index makes nobody's memory grow. */
const mostPages = 4;

/**
 * Begins to read a list at `after`. A page's cursor is known only once the page before has come, so they come one after the
 * other; what is saved is the time in which they are put into the index. `mayGoOn` is awaited before each page and ends the
 * reading by throwing.
 */
export function readAhead(
  list: { nextPage: (after: string | null) => Promise<InstancePage>; mayGoOn: () => Promise<void> },
  after: string | null,
): PagesAhead {
  const waiting: InstancePage[] = [];
  const stopping = new AbortController();
  let end: { failure: unknown } | null = null;
  let wake = () => {};

  /** Resolves when something has changed since: a page came or was taken, or there are no more. */
  function change(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }

  async function run(): Promise<void> {
    for (let next = after; ;) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      while (waiting.length >= mostPages && !stopping.signal.aborted) await change();
      if (stopping.signal.aborted) return;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await list.mayGoOn();
      // oxlint-disable-next-line no-await-in-loop -- as above
      const page = await list.nextPage(next);
      waiting.push(page);
      wake();
      next = page.next;
      if (next === null) return;
    }
  }

  run().then(
    () => {
      end = { failure: null };
      wake();
    },
    (failure: unknown) => {
      end = { failure };
      wake();
    },
  );

  async function take(): Promise<InstancePage[] | null> {
    while (waiting.length === 0) {
      if (end?.failure) throw end.failure;
      if (end) return null;
      // oxlint-disable-next-line no-await-in-loop -- until a page has come
      await change();
    }
    const pages = waiting.splice(0);
    wake();
    return pages;
  }

  return {
    take,
    stop: () => {
      stopping.abort();
      wake();
    },
  };
}
