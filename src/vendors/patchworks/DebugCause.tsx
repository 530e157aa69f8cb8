import { useStore } from '@nanostores/react';
import { useMessages } from '#src/lib/i18n.ts';
import { timeZone } from '#src/lib/preferences.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import { causeOfConnectorInstance, debugCauseWords } from './debug-cause.ts';
import type { DebugPanelProps } from '../debug-panel.ts';

/** What is wrong with an instance of a connector, in a sentence. */
export function DebugCause({ view }: DebugPanelProps) {
  const words = useMessages(debugCauseWords);
  // The sentence tells a time.
  useStore(timeZone);
  if (!view.connectorInstance) return null;
  const { lamp, text } = causeOfConnectorInstance(words, view.connectorInstance);
  return (
    <>
      <Lamp kind={lamp} /> {text}
    </>
  );
}
