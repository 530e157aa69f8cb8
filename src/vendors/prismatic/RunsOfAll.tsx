import { AllRuns } from '#src/features/runs/AllRuns.tsx';

/** The runs of every instance at Prismatic that the person may see. */
export function RunsOfAll() {
  return <AllRuns vendor="prismatic" />;
}
