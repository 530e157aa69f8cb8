import type { VendorOwner } from '../adapter.ts';
import type { GivenValue } from '../deployables.ts';
import type { PrismaticCalls } from './calls.ts';
import { garbled, readable } from './errors.ts';
import { secretsIn, toWireGiven } from './given-values.ts';
import type { GraphqlDocument } from './graphql-document.ts';
import { demandOwned } from './owned.ts';
import { payloadOf } from './payload.ts';
import { wireInstance, type WireInstance } from './wire.ts';
import { writeDocuments } from './write-documents.ts';

/**
 * Every change whose answer is the changed instance. Nothing is read back: what an answer shows is what Prismatic made of the
 * change. With the operator's credential the instance is first made sure to be the owner's.
 */
export interface InstanceChanges {
  create(owner: VendorOwner, wanted: { versionId: string; name: string; values: GivenValue[] }): Promise<WireInstance>;
  update(
    owner: VendorOwner,
    vendorId: string,
    changes: { name: string } | { enabled: boolean } | { integration: string },
  ): Promise<WireInstance>;
  setValues(owner: VendorOwner, vendorId: string, values: GivenValue[], isComplete: boolean): Promise<WireInstance>;
  replaceValues(owner: VendorOwner, vendorId: string, values: GivenValue[]): Promise<WireInstance>;
  deploy(owner: VendorOwner, vendorId: string): Promise<WireInstance>;
}

/** What Prismatic's own form sends; the other mode is for the configuration of single users. */
const configMode = 'INSTANCE';

export function createInstanceChanges(calls: PrismaticCalls): InstanceChanges {
  async function send(
    owner: VendorOwner,
    write: { document: GraphqlDocument; field: string; input: Record<string, unknown>; values?: GivenValue[] },
  ): Promise<WireInstance> {
    const { document, field, input } = write;
    const secrets = secretsIn(write.values ?? []);
    const askedFor = input['id'];
    if (typeof askedFor === 'string') await demandOwned(calls, owner, askedFor);
    const data = await calls.asOwner(owner, { document, variables: { input }, effect: 'write', secrets });
    const instance = payloadOf(data, { field, object: 'instance', schema: wireInstance, secrets });
    return readable('write', () => {
      const isAskedFor = askedFor === undefined || instance.id === askedFor;
      if (!isAskedFor || instance.customer.id !== owner.vendorAccountId) {
        throw garbled('write', 'Prismatic answered with another instance than was changed');
      }
      return instance;
    });
  }

  const update = (
    owner: VendorOwner,
    vendorId: string,
    changes: Record<string, unknown>,
    values?: GivenValue[],
  ): Promise<WireInstance> =>
    send(owner, {
      document: writeDocuments.updateInstance,
      field: 'updateInstance',
      input: { id: vendorId, ...changes },
      ...(values === undefined ? {} : { values }),
    });

  return {
    create: (owner, { versionId, name, values }) => {
      const configVariables = toWireGiven(values);
      return send(owner, {
        document: writeDocuments.createInstance,
        field: 'createInstance',
        input: {
          customer: owner.vendorAccountId,
          integration: versionId,
          name,
          ...(configVariables.length === 0 ? {} : { configVariables }),
        },
        values,
      });
    },
    update,
    setValues: (owner, vendorId, values, isComplete) =>
      send(owner, {
        document: writeDocuments.setValues,
        field: 'updateInstanceConfigVariables',
        input: {
          id: vendorId,
          configMode,
          configVariables: toWireGiven(values),
          ...(isComplete ? { configComplete: true } : {}),
        },
        values,
      }),
    replaceValues: (owner, vendorId, values) =>
      update(owner, vendorId, { configMode, configVariables: toWireGiven(values) }, values),
    deploy: (owner, vendorId) =>
      send(owner, { document: writeDocuments.deployInstance, field: 'deployInstance', input: { id: vendorId } }),
  };
}
