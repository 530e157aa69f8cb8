import type { GivenValue } from '#contract/deployables.ts';
import type { AuditAction } from '#contract/audit-actions.ts';
import type { StoredFormResponse } from '#contract/endpoints/deployables.ts';
import type { FieldProblem } from '#contract/problems.ts';
import type { DeployableDetail } from '../../vendors/deployables.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { unlessVendorFails } from '../unless-vendor-fails.ts';
import { InstanceBusyError } from '../journal.ts';
import { toGivenValues } from '../operation-values.ts';
import { headingsOf, mayReset, refuseGiven } from './check-given.ts';
import type { DeployableContext, Reached } from './deployable-context.ts';
import { readDetail } from './deployable-context.ts';
import { enterIndex, present, readWholeForm, type WholeForm } from './stored-form.ts';

interface WantedChange {
  values: GivenValue[];
  others: 'keep' | 'reset';
  isComplete: boolean;
}

/** Why a change is not made. The gateway answers it. */
export class ChangeRefusal extends Error {
  override readonly name = 'ChangeRefusal';
  readonly code: 'bad_input' | 'owner_only' | 'gone';
  readonly fields: Record<string, FieldProblem>;

  constructor(code: ChangeRefusal['code'], fields: Record<string, FieldProblem> = {}) {
    super(code);
    this.code = code;
    this.fields = fields;
  }
}

/** The vendor took the change, and what is stored now could not be read after it. */
export class ChangedUnreadError extends Error {
  override readonly name = 'ChangedUnreadError';
  readonly failure: VendorError;

  constructor(failure: VendorError) {
    super(failure.code, { cause: failure });
    this.failure = failure;
  }
}

/**
 * Stores values, which the vendor puts to work only when it deploys, and answers what stands there now. What waits for a
 * person with the instance goes on waiting. The values are kept nowhere on the way; the log of audit has the headings alone.
 * Throws `ChangeRefusal`, `InstanceBusyError`, `ChangedUnreadError` and `VendorError`.
 */
export async function changeStoredValues(
  context: DeployableContext,
  reached: Reached,
  wanted: WantedChange,
): Promise<StoredFormResponse> {
  await refuseBusy(context, reached);
  const whole = await readWholeForm(context, reached);
  if (!whole) throw new ChangeRefusal('gone');
  refuse(whole, reached, wanted);
  const isNothing = wanted.values.length === 0 && wanted.others === 'keep' && !wanted.isComplete;
  const changed = isNothing ? whole : { ...whole, detail: await store(context, reached, { whole, wanted }) };
  const { values, connections, missingKeys } = present(changed, reached);
  return { values, connections, missingKeys };
}

/** While an operation runs on the instance, what it does and what is stored here could not be told apart. */
export async function refuseBusy({ journal }: DeployableContext, { instance }: Reached): Promise<void> {
  if ((await journal.runningOf(instance.id)) !== null) throw new InstanceBusyError();
}

function refuse({ form }: WholeForm, { asking: { person } }: Reached, { values, others }: WantedChange): void {
  const refusal = refuseGiven(values, form, person);
  if (refusal) throw new ChangeRefusal(refusal.code, refusal.fields);
  if (others === 'reset' && !mayReset(form, person)) throw new ChangeRefusal('bad_input', { others: 'unknown_value' });
}

/** Sends the change and answers the instance as it stands after it. */
async function store(
  context: DeployableContext,
  reached: Reached,
  { whole, wanted }: { whole: WholeForm; wanted: WantedChange },
): Promise<DeployableDetail> {
  const { instance, asking, owner } = reached;
  const { writer } = reached.port;
  const given = toGivenValues(wanted.values);
  const note = {
    action: (wanted.others === 'reset' ? 'instance.restore_defaults' : 'instance.change_values') satisfies AuditAction,
    personId: asking.person.id,
    accountId: instance.account.id,
    instanceId: instance.id,
    detail: headingsOf(wanted.values, whole.form),
    requestId: asking.requestId,
  } as const;
  try {
    const record =
      wanted.others === 'reset'
        ? await writer.replaceValues(owner, instance.vendorId, given)
        : await writer.setValues(owner, instance.vendorId, given, { isComplete: wanted.isComplete });
    await enterIndex(context, reached, record);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    // Of secrets nobody can be shown what is stored, so only what is readable settles an answer that was lost.
    const found = error.wasDone === 'unknown' ? await unlessVendorFails(readDetail(context, reached)) : null;
    if (!found || wanted.others === 'reset' || !holds(found, wanted.values)) {
      await context.audit.append({ ...note, outcome: 'failed', problemCode: error.code });
      throw error;
    }
    await enterIndex(context, reached, found.record);
    await context.audit.append({ ...note, outcome: 'done' });
    return found;
  }
  await context.audit.append({ ...note, outcome: 'done' });
  try {
    return await readDetail(context, reached);
  } catch (error) {
    throw error instanceof VendorError ? new ChangedUnreadError(error) : error;
  }
}

/** Whether all of this can be seen to be stored. */
function holds({ values }: DeployableDetail, given: GivenValue[]): boolean {
  return given.every(
    (one) =>
      !('inputs' in one) &&
      one.schedule === undefined &&
      (values.find(({ key }) => key === one.key)?.value ?? '') === (one.value ?? ''),
  );
}
