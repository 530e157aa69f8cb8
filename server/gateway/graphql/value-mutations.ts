import { wizardRefusal } from '../../accounts/ownership.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import { findInstance, type IndexedInstance } from '../../inventory/indexed-instance.ts';
import { mayStillAppear } from '../../inventory/write-through.ts';
import { type AskedValues, refuseInput, refuseValues, toWanted } from '../../operations/check-values.ts';
import { adapterOf, adapterThatCan } from '../../operations/work-context.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { ProblemError } from '../problem-error.ts';
import type { GraphContext } from './context.ts';
import { findChangeable, glance, start } from './mutations.ts';
import type { Resolvers, UpdateInstanceValuesInput } from './schema.generated.ts';

/** Config values and connections of an instance. Everything is checked before anything is journalled. */
export const valueMutationResolvers: Resolvers = {
  Mutation: {
    updateInstanceValues: async (_parent, { input }, context) => {
      const instance = await findChangeable(context, input.id);
      const subject = subjectOf(instance);
      adapterThatCan(context.services, instance.vendor, 'values');
      const asked = toAsked(input);
      const refusal = asked.authValues.length > 0 ? wizardRefusal(context.person, instance.account.id) : null;
      if (refusal !== null) throw new ProblemError(refusal, subject);
      const refused = refuseInput(asked);
      if (refused) throw new ProblemError(refused.code, { ...subject, fields: refused.fields });
      if (instance.status === 'working') throw new ProblemError('busy', subject);
      const { wanted, slotTitles } = await check(context, instance, asked);
      const operation = await start(context, instance, {
        kind: 'change_values',
        step: 'changing',
        data: { slotTitles },
        sealedValues: context.services.operationValues.seal(wanted),
      });
      const changed = await findInstance(context.services.database, input.id);
      if (!changed) throw new ProblemError('gone', subject);
      return { instance: changed, operation: glance(operation) };
    },
  },
};

function subjectOf(instance: IndexedInstance) {
  return { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
}

function toAsked({ configValues = [], authValues = [] }: UpdateInstanceValuesInput): AskedValues {
  return {
    configValues,
    authValues: authValues.map(({ acceptsOtherAccount = false, ...value }) => ({ ...value, acceptsOtherAccount })),
  };
}

/** Asks the vendor what the slots hold, and throws for what does not fit it. */
async function check({ services }: GraphContext, instance: IndexedInstance, asked: AskedValues) {
  const { reader } = adapterOf(services, instance.vendor);
  const owner = await ownerAt(services.database, instance.vendor, instance.account.id);
  const [detail, authentications] = await Promise.all([
    reader.readInstance(owner, instance.vendorId),
    asked.authValues.length > 0 ? reader.listAuthentications(owner) : [],
  ]);
  if (!detail) {
    const isTooEarly = mayStillAppear(instance.createdAt, services.clock.now());
    throw new VendorError(instance.vendor, isTooEarly ? 'vendor_garbled' : 'gone', { wasDone: 'no' });
  }
  const refused = refuseValues(asked, detail, authentications);
  if (refused) throw new ProblemError(refused.code, { ...subjectOf(instance), fields: refused.fields });
  const externalIds = new Set([...asked.configValues, ...asked.authValues].map(({ externalId }) => externalId));
  const slotTitles = [...detail.authSlots, ...detail.configSlots].flatMap(({ externalId, title }) =>
    externalIds.has(externalId) && title !== null ? [title] : [],
  );
  return { wanted: toWanted(asked, detail, authentications), slotTitles };
}
