import type { Solution } from '../solution.ts';
import type { AuthenticationRow, InstanceRow, UserRow } from '../database/tables.ts';
import { serviceNamed } from '../services.ts';
import { versionFlags } from '../versions.ts';

/** A Solution as Tray's schema has it: the slots are those of the newest version. */
export function presentSolution(solution: Solution) {
  const { authSlots, configSlots } = solution.newest.definition;
  return {
    id: solution.id,
    title: solution.title,
    description: solution.description,
    tags: solution.tags,
    customFields: solution.customFields,
    authSlots,
    configSlots,
  };
}

/** An instance as Tray's schema has it; `solutions` must hold its Solution. */
export function presentInstance(row: InstanceRow, solutions: readonly Solution[]) {
  const solution = solutions.find(({ id }) => id === row.solution_id);
  if (!solution) throw new Error(`The Solution of instance ${row.id} is missing`);
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    created: row.created_at,
    owner: row.owner_id,
    solution: () => presentSolution(solution),
    authValues: () => slotOrder(row.auth_values, solution).map(([externalId, authId]) => ({ externalId, authId })),
    configValues: () => slotOrder(row.config_values, solution).map(([externalId, value]) => ({ externalId, value })),
    workflows: { edges: row.workflows.map((node) => ({ node })) },
    solutionVersionFlags: () => versionFlags(row, solution),
  };
}

/** An end user as Tray's schema has it. */
export function presentUser(row: UserRow) {
  return { id: row.id, name: row.name, externalUserId: row.external_user_id, isTestUser: row.is_test_user };
}

/** An authentication as Tray's schema has it. */
export function presentAuthentication(row: AuthenticationRow) {
  const service = serviceNamed(row.service);
  return {
    id: row.id,
    name: row.name,
    customFields: row.custom_fields,
    service,
    serviceEnvironment: {
      id: row.service_environment_id,
      name: `${service.name}-production`,
      title: 'Production',
    },
  };
}

/** jsonb forgets the order of keys; a reader expects that of the slots. */
function slotOrder<Value>(values: Record<string, Value>, solution: Solution): [string, Value][] {
  const { authSlots, configSlots } = solution.newest.definition;
  const order = [...authSlots, ...configSlots].map(({ externalId }) => externalId);
  return Object.entries(values).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other));
}
