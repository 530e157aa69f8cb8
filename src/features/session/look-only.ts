import { i18n, useMessages } from '#src/lib/i18n.ts';
import { useSignedIn } from './signed-in.ts';

const messages = i18n('lookOnly', { reason: 'You may look only' });

/** Why whoever is signed in may change nothing at all; null for those who may. */
export function useLookOnly(): string | null {
  const t = useMessages(messages);
  return useSignedIn().person.viewOnly ? t.reason : null;
}
