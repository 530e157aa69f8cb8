import { useEffect, useState } from 'react';
import type { ConnectorDraft } from '#contract/endpoints/connectors.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import type { DraftContent, DraftKeeper } from './draft-keeper.ts';

/** Keeps what is typed on the server: soon after each pause, and at once when the page is left or hidden. */
export function useDraftKeeper(draft: ConnectorDraft, content: DraftContent): DraftKeeper {
  const [keeper] = useState(() => createDraftKeeper(draft));
  useEffect(() => keeper.keep(content));
  useEffect(() => {
    const flush = () => void keeper.flush();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, [keeper]);
  return keeper;
}
