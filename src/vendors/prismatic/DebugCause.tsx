import { useStore } from '@nanostores/react';
import { CauseLine } from '#src/features/debug/CauseLine.tsx';
import { useMessages } from '#src/lib/i18n.ts';
import { timeZone } from '#src/lib/preferences.ts';
import type { DebugPanelProps } from '../debug-panel.ts';
import { causeOfDeployable, debugCauseWords } from './debug-cause.ts';
import { useNewestRuns } from './use-newest-runs.ts';

/** What is wrong with an instance at Prismatic, in a sentence. */
export function DebugCause({ view, places }: DebugPanelProps) {
  const words = useMessages(debugCauseWords);
  const { failedRun } = useNewestRuns(view.row.id);
  // The sentence tells a time.
  useStore(timeZone);
  if (!view.deployable) return null;
  return <CauseLine cause={causeOfDeployable(words, view.deployable, failedRun, { row: view.row, places })} />;
}
