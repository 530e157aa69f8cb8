import type { InstanceRow, UserRow } from '../database/tables.ts';
import { changeInstance, createInstance, removeInstance, requireInstance } from '../store/instance-writes.ts';
import { snapshotOf } from '../store/instance-reads.ts';
import { TrayError } from '../tray-errors.ts';
import { later } from '../tray-services.ts';
import { afterUpgrade, definitionAt, missingSlots } from '../versions.ts';
import { type TrayContext, writeLateness } from './context.ts';
import type {
  CreateInstanceInput,
  RemoveInstanceInput,
  UpdateInstanceInput,
  UpgradeInstanceInput,
  With,
} from './inputs.ts';
import { presentInstance } from './presentation.ts';
import { readGivenValues, requireSlots } from './slot-values.ts';

const settlingAfterCreationMs = 2000;

/** The mutations on instances; all of them are for user tokens. */
export const instanceMutations = {
  createSolutionInstance: async ({ input }: With<CreateInstanceInput>, context: TrayContext) => {
    const { services } = context;
    const owner = userOf(context);
    const now = services.clock.now();
    const solution = await services.catalogue.find(input.solutionId);
    if (!solution) throw new TrayError('notFound', 'Solution not found', now);
    if (input.instanceName.trim() === '') throw new TrayError('invalidInput', 'The name must not be empty', now);
    const given = await readGivenValues(services, owner.id, input);
    requireSlots(given, solution.newest.definition, now);
    const row = await createInstance(
      services,
      owner.id,
      solution,
      { name: input.instanceName, authValues: given.authValues, configValues: given.configValues },
      writeLateness(context),
    );
    return payload(row, input, context);
  },

  updateSolutionInstance: async ({ input }: With<UpdateInstanceInput>, context: TrayContext) => {
    const { services } = context;
    const owner = userOf(context);
    const now = services.clock.now();
    const { solution } = await find(input.solutionInstanceId, owner, context);
    const given = await readGivenValues(services, owner.id, input);
    const row = await changeInstance(
      services,
      owner.id,
      input.solutionInstanceId,
      (before) => {
        const definition = definitionAt(solution, before.version);
        requireSlots(given, definition, now);
        const next = {
          ...snapshotOf(before),
          name: input.instanceName ?? before.name,
          enabled: input.enabled ?? before.enabled,
          auth_values: { ...before.auth_values, ...given.authValues },
          config_values: { ...before.config_values, ...given.configValues },
        };
        if (input.enabled === true) {
          refuseTooEarly(before, context);
          const missing = missingSlots(definition, next.auth_values, next.config_values);
          if (input.errorOnEnablingWithMissingValues && missing.length > 0) {
            throw new TrayError('missingValues', `Values are missing for: ${missing.join(', ')}`, now);
          }
        }
        return next;
      },
      writeLateness(context),
    );
    return payload(row, input, context);
  },

  upgradeSolutionInstance: async ({ input }: With<UpgradeInstanceInput>, context: TrayContext) => {
    const { services } = context;
    const owner = userOf(context);
    const { solution } = await find(input.solutionInstanceId, owner, context);
    const given = await readGivenValues(services, owner.id, input);
    requireSlots(given, solution.newest.definition, services.clock.now());
    const row = await changeInstance(
      services,
      owner.id,
      input.solutionInstanceId,
      (before) => ({
        ...snapshotOf(before),
        ...afterUpgrade(before, solution, given.slots),
        name: input.instanceName ?? before.name,
        auth_values: { ...before.auth_values, ...given.authValues },
        config_values: { ...before.config_values, ...given.configValues },
      }),
      writeLateness(context),
    );
    return payload(row, input, context);
  },

  removeSolutionInstance: async ({ input }: With<RemoveInstanceInput>, context: TrayContext) => {
    await removeInstance(context.services, userOf(context).id, input.solutionInstanceId, writeLateness(context));
    return echo(input);
  },
};

/** The user of a user token. The permissions keep the master token away from the mutations that ask this. */
export function userOf({ caller }: TrayContext): UserRow {
  if (caller.kind !== 'user') throw new Error('A user token was expected');
  return caller.user;
}

/** What every payload carries: the caller's own mark, or null. */
export function echo(input: { clientMutationId?: string | null }) {
  return { clientMutationId: input.clientMutationId ?? null };
}

async function find(id: string, owner: UserRow, { services }: TrayContext) {
  const row = await requireInstance(services, owner.id, id);
  const solution = await services.catalogue.find(row.solution_id);
  if (!solution) throw new Error(`The Solution of instance ${row.id} is missing`);
  return { row, solution };
}

async function payload(row: InstanceRow, input: { clientMutationId?: string | null }, { services }: TrayContext) {
  return { solutionInstance: presentInstance(row, await services.catalogue.all()), ...echo(input) };
}

/** Tray asks to wait 2 seconds after creation; what it answers otherwise is not documented, so only a fault refuses. */
function refuseTooEarly(row: InstanceRow, context: TrayContext): void {
  const now = context.services.clock.now();
  const isYoung = later(row.created_at, settlingAfterCreationMs) > now;
  const refused = context.faults.some(
    ({ fault, strike }) => fault.fault === 'too-early' && (isYoung || fault.times !== undefined) && strike(),
  );
  if (refused) throw new TrayError('tooEarly', 'The solution instance is not ready to be enabled', now);
}
