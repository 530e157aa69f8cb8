import { useStore } from '@nanostores/react';
import { CauseLine } from '#src/features/debug/CauseLine.tsx';
import { useMessages } from '#src/lib/i18n.ts';
import { timeZone } from '#src/lib/preferences.ts';
import type { DebugPanelProps } from '../debug-panel.ts';
import { causeOfSolution, debugCauseWords } from './debug-cause.ts';
import { useDebugJobs } from './debug-jobs.ts';

/** How the newest job of a deployed solution went, in a sentence. */
export function DebugCause({ view, places }: DebugPanelProps) {
  const words = useMessages(debugCauseWords);
  const jobs = useDebugJobs(view);
  // The sentence tells a time.
  useStore(timeZone);
  if (jobs === null) return null;
  const isRead = jobs.outcome.state === 'ok' || jobs.outcome.state === 'empty';
  return <CauseLine cause={causeOfSolution(words, isRead ? jobs.nodes : null, { instanceId: view.row.id, places })} />;
}
