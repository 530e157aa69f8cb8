import type { MatchingFault, FaultName } from '../../faults.ts';
import type { ReadLateness } from '../store/instance-reads.ts';
import type { WriteLateness } from '../store/instance-writes.ts';
import type { Caller } from '../store/tokens.ts';
import type { TrayServices } from '../tray-services.ts';

/** What a resolver knows of its request. */
export interface TrayContext {
  services: TrayServices;
  caller: Caller;
  faults: readonly MatchingFault[];
}

/** Lets the first matching fault of this name strike; false when there is none. */
export function strikes(context: TrayContext, name: FaultName): boolean {
  return context.faults.some(({ fault, strike }) => fault.fault === name && strike());
}

/** How late the reads of this request are. */
export function readLateness(context: TrayContext): ReadLateness {
  return { stale: strikes(context, 'stale-reads'), enabledStale: strikes(context, 'slow-to-settle') };
}

/** How late others will see the changes of this request. */
export function writeLateness(context: TrayContext): WriteLateness {
  return { stale: () => strikes(context, 'stale-reads'), enabledStale: () => strikes(context, 'slow-to-settle') };
}
