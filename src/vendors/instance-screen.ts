import type { ReactNode } from 'react';
import type { ClientProblem } from '#src/api/problem.ts';
import type { DeployableDetail } from '#src/features/instances/deployable-detail.ts';
import type { TimelineEntry } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import type { PendingChange } from '#src/features/instances/pending-changes.ts';

/** What a vendor's own page of an instance is given. */
export interface InstanceScreenProps {
  instance: {
    row: InstanceRowData;
    timeline: TimelineEntry[];
    /** What the vendor says now; null when it could not be asked, or not by this person. Then `problemCode` says why. */
    deployable?: DeployableDetail | null;
    problemCode?: string | null;
  };
  /** Why the newest request failed; the answer before stays. */
  problem: ClientProblem | null;
  change: PendingChange | undefined;
  /** The steps of the work under way. */
  operation: ReactNode;
}
