import { useStore } from '@nanostores/react';
import { formatClock } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { offlineSince } from '#src/lib/online.ts';
import { Banner } from '#src/ui/Banner.tsx';

const messages = i18n('offlineBanner', {
  text: params<{ time: string }>(
    'You are offline since {time}. You can read what was loaded before; nothing is changed or queued until you are back.',
  ),
});

/** Stands above every page while the browser has no network. */
export function OfflineBanner() {
  const t = useMessages(messages);
  const since = useStore(offlineSince);
  return since === null ? null : <Banner tone="warn">{t.text({ time: formatClock(since) })}</Banner>;
}
