/**
 * Where an instance stands. `unfinished`: disabled, with a slot that still lacks a value. `working`: an operation of
 * ours is under way. `in_use`, `unused`: where a vendor's instances are neither on nor off, whether anything uses them.
 * `unknown`: the vendor said something we have no word for.
 */
export const instanceStatuses = [
  'unfinished',
  'enabled',
  'disabled',
  'in_use',
  'unused',
  'working',
  'unknown',
] as const;

export type InstanceStatus = (typeof instanceStatuses)[number];

/** Whether a newer version of the template waits for this instance, and for whom it waits. */
export const updateKinds = ['none', 'automatic', 'needs_user', 'needs_system', 'needs_both'] as const;

export type UpdateKind = (typeof updateKinds)[number];
