import type { InstanceFilter } from '#contract/instance-filter.ts';

/** Which instances are meant: these, or all that match, or so many of those. */
export type BulkSelection = { ids: string[] } | { filter: InstanceFilter; upTo?: number };
