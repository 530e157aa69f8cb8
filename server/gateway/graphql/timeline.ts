import type { GraphContext } from './context.ts';

const timelineLength = 100;

export function timelineOf({ services }: GraphContext, instanceId: string) {
  return services.audit.ofInstance(instanceId, timelineLength);
}
