import { useStore } from '@nanostores/react';
import { CauseLine } from '#src/features/debug/CauseLine.tsx';
import { useMessages } from '#src/lib/i18n.ts';
import { timeZone } from '#src/lib/preferences.ts';
import { causeOfConnectorInstance, debugCauseWords } from './debug-cause.ts';
import type { DebugPanelProps } from '../debug-panel.ts';

/** What is wrong with an instance of a connector, in a sentence. */
export function DebugCause({ view, places }: DebugPanelProps) {
  const words = useMessages(debugCauseWords);
  // The sentence tells a time.
  useStore(timeZone);
  if (!view.connectorInstance) return null;
  const subject = { accountName: view.row.account.name, places };
  return <CauseLine cause={causeOfConnectorInstance(words, view.connectorInstance, subject)} />;
}
