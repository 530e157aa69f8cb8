import { ownerAt } from '../../accounts/vendor-links.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import { writeThrough } from '../../inventory/write-through.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { FlowUseRecord } from '../../vendors/connectors.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { Asking } from '../answering.ts';
import { auditRefused } from './audit-refused.ts';
import { type ConnectorContext, portOf } from './connector-context.ts';
import { ConnectorRefusal, refuseFields } from './connector-refusal.ts';
import { mayHaveBeenDone } from '../may-have-been-done.ts';
import { unlessVendorFails } from '../unless-vendor-fails.ts';

/** A step of a flow that uses an instance, and the instance that it shall use; null: the step is removed. */
export interface FlowStepChange {
  flowId: string;
  stepId: string;
  to: IndexedInstance | null;
}

/**
 * Changes a step of a process flow. Answers the flows that use the instance afterwards. The caller has found both instances
 * to be within this person's reach. Throws `ConnectorRefusal` `bad_input`, and `VendorError`.
 */
export async function changeFlowStep(
  context: ConnectorContext,
  asking: Asking,
  instance: IndexedInstance,
  change: FlowStepChange,
): Promise<FlowUseRecord[]> {
  const { to, flowId, stepId } = change;
  refuseFields(to === null || mayStandInFor(instance, to) ? {} : { toInstanceId: 'unknown_value' });
  const owner = await ownerAt(context.database, instance.vendor, instance.account.id);
  const { reader } = portOf(context, instance.vendor);
  const before = await reader.listFlows(owner, instance.vendorId);
  const flow = before.find((one) => one.flowId === flowId);
  if (!flow) throw new ConnectorRefusal('bad_input', { fields: { flowId: 'unknown_value' } });
  if (!flow.steps.some((step) => step.stepId === stepId))
    throw new ConnectorRefusal('bad_input', { fields: { stepId: 'unknown_value' } });
  await send(context, asking, { instance, owner }, change);
  await context.audit.append({
    action: to === null ? 'flow.remove_step' : 'flow.move_step',
    outcome: 'done',
    personId: asking.person.id,
    accountId: instance.account.id,
    instanceId: instance.id,
    detail: flow.name,
    requestId: asking.requestId,
  });
  // What is done is done, whatever becomes of reading it again.
  const [flows] = await Promise.all([
    unlessVendorFails(reader.listFlows(owner, instance.vendorId)),
    ...[instance, ...(to === null ? [] : [to])].map((one) => unlessVendorFails(refreshRow(context, owner, one))),
  ]);
  return flows ?? withoutStep(before, change);
}

function mayStandInFor(instance: IndexedInstance, to: IndexedInstance): boolean {
  return (
    to.id !== instance.id &&
    to.vendor === instance.vendor &&
    to.account.id === instance.account.id &&
    to.templateId === instance.templateId
  );
}

async function send(
  context: ConnectorContext,
  asking: Asking,
  { instance, owner }: { instance: IndexedInstance; owner: VendorOwner },
  { flowId, stepId, to }: FlowStepChange,
): Promise<void> {
  const { reader, writer } = portOf(context, instance.vendor);
  try {
    await writer.changeFlowStep(owner, { flowId, stepId }, to?.vendorId ?? null);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (mayHaveBeenDone(error)) {
      const after = await unlessVendorFails(reader.listFlows(owner, instance.vendorId));
      if (after && !uses(after, { flowId, stepId })) return;
    }
    const subject = { asking, accountId: instance.account.id, instanceId: instance.id };
    await auditRefused(context, to === null ? 'flow.remove_step' : 'flow.move_step', subject, error);
    throw error;
  }
}

function uses(flows: FlowUseRecord[], { flowId, stepId }: { flowId: string; stepId: string }): boolean {
  return flows.some((flow) => flow.flowId === flowId && flow.steps.some((step) => step.stepId === stepId));
}

function withoutStep(flows: FlowUseRecord[], { flowId, stepId }: FlowStepChange): FlowUseRecord[] {
  return flows
    .map((flow) =>
      flow.flowId === flowId ? { ...flow, steps: flow.steps.filter((step) => step.stepId !== stepId) } : flow,
    )
    .filter(({ steps }) => steps.length > 0);
}

/** So that lists say at once how many flows use it. */
async function refreshRow(context: ConnectorContext, owner: VendorOwner, instance: IndexedInstance): Promise<void> {
  const { database, clock, logger } = context;
  const detail = await portOf(context, instance.vendor).reader.readInstance(owner, instance.vendorId);
  if (!detail) return;
  const input = { vendor: instance.vendor, accountId: instance.account.id, record: detail.record };
  await writeThrough(database, input, clock, logger);
}
