import { wizardRefusal } from '../../accounts/ownership.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import { findInstance, type IndexedInstance } from '../../inventory/indexed-instance.ts';
import { portOf } from '../../operations/connectors/connector-context.ts';
import type { ListedConnector } from '../../operations/connectors/listing.ts';
import { ProblemError } from '../problem-error.ts';
import { reachInstance } from '../reach-instance.ts';
import { shownFlows, toConnectorParent } from './connector-instance.ts';
import type { GraphContext } from './context.ts';
import { findChangeable } from './mutations.ts';
import type { InstanceDetailsInput, Resolvers } from './schema.generated.ts';

/** Connectors that an account has installed, what it can install, and what changes about their instances at once. */
export const connectorResolvers: Resolvers = {
  Query: {
    connectors: async (_parent, _input, { services, person }) => {
      const listed = person.account && (await services.connectors.list(person.account.id));
      return listed && { ...listed, nodes: listed.nodes.map(shownConnector) };
    },
    marketplace: async (_parent, _input, { services, person }) => {
      const listed = person.account && (await services.connectors.marketplace(person.account.id));
      return listed && { ...listed, nodes: listed.nodes.map(({ entryId, ...entry }) => ({ ...entry, id: entryId })) };
    },
  },
  Mutation: {
    updateConnectorInstance: async (_parent, { input }, context) => {
      const { services, person, requestId } = context;
      const instance = await findChangeableOfConnector(context, input.id);
      const details = toDetails(input.details);
      await services.connectors.changeDetails({ person, requestId }, instance, {
        details,
        previous: toDetails(input.previous),
      });
      const row = (await findInstance(services.database, instance.id)) ?? instance;
      return { instance: toConnectorParent(services, portOf(services, row.vendor), person, row) };
    },
    changeFlowStep: async (_parent, { input }, context) => {
      const { services, person, requestId } = context;
      const instance = await findChangeableOfConnector(context, input.instanceId);
      const { flowId, stepId } = input;
      const to = input.toInstanceId == null ? null : await findTarget(context, input.toInstanceId);
      const flows = await services.connectors.changeFlowStep({ person, requestId }, instance, { flowId, stepId, to });
      const owner = await ownerAt(services.database, instance.vendor, instance.account.id);
      return { flows: shownFlows(portOf(services, instance.vendor), owner, flows) };
    },
    installConnector: async (_parent, { input }, context) => {
      const accountId = ownAccount(context);
      return {
        connector: shownConnector(await context.services.connectors.install(context, accountId, input.entryId)),
      };
    },
    updateConnector: async (_parent, { input }, context) => {
      const accountId = ownAccount(context);
      return { connector: shownConnector(await context.services.connectors.update(context, accountId, input.id)) };
    },
    removeConnector: async (_parent, { input }, context) => {
      const accountId = ownAccount(context);
      const { id: connectorId, confirmation } = input;
      await context.services.connectors.remove(context, accountId, { connectorId, confirmation });
      return { id: connectorId };
    },
  },
};

/** Connectors are their company's own people's to install and remove. */
function ownAccount({ person }: GraphContext): string {
  const refusal = wizardRefusal(person, person.account?.id ?? '');
  if (refusal !== null || !person.account) throw new ProblemError(refusal ?? 'owner_only');
  return person.account.id;
}

async function findChangeableOfConnector(context: GraphContext, instanceId: string): Promise<IndexedInstance> {
  const instance = await findChangeable(context, instanceId);
  const subject = { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
  if (!context.services.adapters.get(instance.vendor)?.connectors) throw new ProblemError('unsupported', subject);
  if (instance.status === 'working') throw new ProblemError('busy', subject);
  return instance;
}

/** What is not within reach is no more a target than what does not exist. */
async function findTarget({ services, person, requestId }: GraphContext, instanceId: string): Promise<IndexedInstance> {
  const to = await reachInstance(services, person, instanceId, requestId);
  if (!to) throw new ProblemError('bad_input', { fields: { toInstanceId: 'unknown_value' } });
  return to;
}

function toDetails(input: InstanceDetailsInput) {
  return { ...input, poolId: input.poolId ?? null };
}

function shownConnector({ connectorId, ...connector }: ListedConnector) {
  return { ...connector, id: connectorId };
}
