import type { Capabilities } from '#contract/capabilities.ts';
import { removalWord } from '#contract/connectors.ts';
import { instanceNameSchema } from '#contract/names.ts';
import { changeRefusal, wizardRefusal } from '../../accounts/ownership.ts';
import { findInstance, type IndexedInstance, type OperationGlance } from '../../inventory/indexed-instance.ts';
import { undoUntilOf } from '../../inventory/undo-time.ts';
import { finishSetUp } from '../../operations/finish-set-up.ts';
import { needsCompany } from '../../operations/hooks/ask-for-upgrade-values.ts';
import type { OperationRow, OperationStart } from '../../operations/journal.ts';
import { adapterThatCan } from '../../operations/work-context.ts';
import { problemOfOperation, ProblemError } from '../problem-error.ts';
import { reachInstance } from '../reach-instance.ts';
import type { GraphContext } from './context.ts';
import type { Resolvers } from './schema.generated.ts';

/** How long a mutation waits for its operation. What takes longer is answered as running and watched by the page. */
const patienceMs = 6_000;

/** The changes that one click makes. Each is journalled before the vendor hears of it. */
export const mutationResolvers: Resolvers = {
  Mutation: {
    enableInstance: (_parent, { input }, context) =>
      changeInstance(context, input.id, { kind: 'enable', step: 'enabling' }),
    disableInstance: (_parent, { input }, context) =>
      changeInstance(context, input.id, { kind: 'disable', step: 'changing' }),
    upgradeInstance: (_parent, { input }, context) =>
      changeInstance(context, input.id, (instance) => {
        if (needsCompany(instance.update) && !context.services.hooks.has('upgradeValues')) {
          throw new ProblemError('waiting_for_company', {
            vendor: instance.vendor,
            instance: { id: instance.id, name: instance.name },
          });
        }
        return { kind: 'upgrade', step: 'changing' };
      }),
    renameInstance: (_parent, { input }, context) => {
      const name = instanceNameSchema.safeParse(input.name);
      return changeInstance(context, input.id, () => {
        if (!name.success) throw new ProblemError('bad_input', { fields: { name: nameProblem(name.error) } });
        return { kind: 'rename', step: 'changing', data: { newName: name.data } };
      });
    },
    removeInstance: async (_parent, { input }, context) => {
      const underWay = await removalUnderWay(context, input.id);
      if (underWay !== null) return { id: input.id, operation: glance(underWay) };
      const operation = await run(context, input.id, (instance) => {
        if (input.confirmation.trim() !== confirmationOf(context, instance)) {
          throw new ProblemError('name_mismatch', { fields: { confirmation: 'unknown_value' } });
        }
        return { kind: 'remove', step: 'changing' };
      });
      return { id: input.id, operation: glance(operation) };
    },
    finishSetUp: async (_parent, { input }, context) => {
      const instance = await findUnfinished(context, input.id);
      const { services, person, requestId } = context;
      const started = await finishSetUp(services, instance, { person, requestId });
      const operation = await services.worker.settle(started.id, patienceMs);
      // The vendor said that something is missing, and the set-up waits for its person again.
      if (operation.state === 'failed' || operation.problem?.code === 'missing_values')
        throw problemOfOperation(operation);
      return { instance: (await findInstance(services.database, input.id)) ?? instance, operation: glance(operation) };
    },
    discardInstance: async (_parent, { input }, context) => {
      const instance = await findUnfinished(context, input.id);
      const operation = await start(context, instance, { kind: 'remove', step: 'changing', data: { discards: true } });
      return { id: input.id, operation: glance(operation) };
    },
  },
};

/**
 * Where a removal is a job of the vendor's, asking for it again is the same job: the operation that is at it already. Null: there
 * is none.
 */
async function removalUnderWay(context: GraphContext, instanceId: string): Promise<OperationRow | null> {
  const instance = await findChangeable(context, instanceId);
  if (!context.services.adapters.get(instance.vendor)?.deployments || instance.status !== 'working') return null;
  const running = await context.services.journal.runningOf(instance.id);
  return running?.kind === 'remove' ? running : null;
}

/** What is typed to confirm a removal: the instance's name; where it belongs to a connector, the vendor's own word. */
function confirmationOf({ services }: GraphContext, instance: IndexedInstance): string {
  return services.adapters.get(instance.vendor)?.capabilities.connectors ? removalWord : instance.name.trim();
}

/**
 * The instance, if its set-up is unfinished and this person is the one to finish it or give it up. An admin acts for an
 * account, but its set-ups, like its wizards, are its own; an admin may remove.
 */
async function findUnfinished(context: GraphContext, instanceId: string): Promise<IndexedInstance> {
  const { services, person, requestId } = context;
  const instance = await reachInstance(services, person, instanceId, requestId);
  if (!instance) throw new ProblemError('not_found');
  const subject = { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
  const refusal = wizardRefusal(person, instance.account.id);
  if (refusal !== null) throw new ProblemError(refusal, subject);
  // Only what was activated here has a set-up.
  adapterThatCan(services, instance.vendor, 'activate');
  if (instance.status === 'working') throw new ProblemError('busy', subject);
  if (instance.status !== 'unfinished') throw new ProblemError('too_late', subject);
  return instance;
}

type Change = Pick<OperationStart, 'step' | 'data' | 'sealedValues'> & { kind: ChangeKind };

type ChangeKind = Exclude<OperationStart['kind'], 'activate' | 'reconfigure' | 'deploy' | 'deploy_package' | 'run'>;

/** What a vendor must be able to do for each change. */
const abilities: Record<ChangeKind, keyof Capabilities> = {
  enable: 'enable',
  disable: 'disable',
  rename: 'rename',
  upgrade: 'upgrade',
  remove: 'remove',
  change_values: 'values',
};

async function changeInstance(
  context: GraphContext,
  instanceId: string,
  change: Change | ((instance: IndexedInstance) => Change),
) {
  const operation = await run(context, instanceId, typeof change === 'function' ? change : () => change);
  const instance = await findInstance(context.services.database, instanceId);
  if (!instance) throw new ProblemError('gone');
  return { instance, operation: glance(operation) };
}

/** The instance, if this person may see and change it. In this order, so that nothing is betrayed about the others. */
export async function findChangeable(context: GraphContext, instanceId: string): Promise<IndexedInstance> {
  const { services, person, requestId } = context;
  const instance = await reachInstance(services, person, instanceId, requestId);
  if (!instance) throw new ProblemError('not_found');
  const refusal = changeRefusal(person, instance.account.id);
  const subject = { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
  if (refusal !== null) throw new ProblemError(refusal, subject);
  return instance;
}

async function run(
  context: GraphContext,
  instanceId: string,
  toChange: (instance: IndexedInstance) => Change,
): Promise<OperationRow> {
  const instance = await findChangeable(context, instanceId);
  return start(context, instance, toChange(instance));
}

/** Journals a change, has it worked on, and waits a little for its end. Throws its problem when it failed. */
export async function start(context: GraphContext, instance: IndexedInstance, change: Change): Promise<OperationRow> {
  const { services, person, requestId } = context;
  adapterThatCan(services, instance.vendor, abilities[change.kind]);
  const started = await services.journal.start({
    ...change,
    state: 'running',
    vendor: instance.vendor,
    accountId: instance.account.id,
    personId: person.id,
    requestId,
    instanceId: instance.id,
    templateId: instance.templateId,
    name: instance.name,
  });
  const operation = await services.worker.settle(started.id, patienceMs);
  if (operation.state === 'failed') throw problemOfOperation(operation);
  return operation;
}

/** An operation as it stands beside the row. */
export function glance(operation: OperationRow): OperationGlance {
  return {
    id: operation.id,
    kind: operation.kind,
    state: operation.state,
    step: operation.step,
    startedAt: operation.started_at,
    problemCode: operation.problem?.code ?? null,
    problemMessage: operation.problem?.vendorMessage ?? null,
    dueAt: operation.due_at,
    undoUntil: undoUntilOf({ ...operation, endedAt: operation.ended_at }),
  };
}

function nameProblem(error: { issues: { message: string }[] }) {
  const [issue] = error.issues;
  return issue?.message === 'required' || issue?.message === 'too_long' ? issue.message : 'malformed';
}
