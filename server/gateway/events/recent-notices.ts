import type { Clock } from '../../platform/clock.ts';
import type { ChangeNotice } from './change-notice.ts';

/** So long before a stream opens its page may have read what it shows; a browser also comes back within this time. */
const keptMs = 15_000;
const mostNotices = 500;

/** What changed a moment ago, for streams that open now. */
export interface RecentNotices {
  add(notice: ChangeNotice): void;
  /** Listening began anew: what was before is not known. */
  begin(): void;
  /** Everything of the last moments; null when that is not known. */
  all(): ChangeNotice[] | null;
}

export function createRecentNotices(clock: Clock): RecentNotices {
  let notices: { atMs: number; notice: ChangeNotice }[] = [];
  let completeSinceMs = Infinity;
  const forgetOld = () => {
    const keptSinceMs = clock.now().getTime() - keptMs;
    notices = notices.filter(({ atMs }) => atMs >= keptSinceMs);
    return keptSinceMs;
  };
  return {
    add: (notice) => {
      const atMs = clock.now().getTime();
      notices.push({ atMs, notice });
      if (notices.length <= mostNotices) return;
      forgetOld();
      const lost = notices.length > mostNotices ? notices.shift() : undefined;
      if (lost) completeSinceMs = Math.max(completeSinceMs, lost.atMs + 1);
    },
    begin: () => {
      notices = [];
      completeSinceMs = clock.now().getTime();
    },
    all: () => (completeSinceMs <= forgetOld() ? notices.map(({ notice }) => notice) : null),
  };
}
