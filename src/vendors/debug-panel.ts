import type { DebugPlaces } from '#src/features/debug/debug-cause.ts';
import type { DebugViewData } from '#src/features/instances/instance-detail-query.ts';

/** What a vendor's part of the debug view is given. */
export interface DebugPanelProps {
  view: DebugViewData;
  places: DebugPlaces;
}
