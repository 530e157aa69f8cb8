import type { DebugViewData } from '#src/features/instances/instance-detail-query.ts';

/** What a vendor's part of the debug view is given. */
export interface DebugPanelProps {
  view: DebugViewData;
}
