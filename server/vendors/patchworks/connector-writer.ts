import type { FieldValues, InstanceDetails } from '#contract/connectors.ts';
import type { VendorOwner } from '../adapter.ts';
import { type ConnectorWriter, CredentialsRefusedError, type SavedInstance } from '../connectors.ts';
import { demandConsentAddress } from './addresses.ts';
import { CheckFailedError } from './check-failed.ts';
import { isSecret, toConnectorDetail, toConnectorRecord } from './connector-mapping.ts';
import { readable } from './errors.ts';
import { findInstance, settled } from './instances.ts';
import { toInstanceRecord } from './mapping.ts';
import { redactCheck } from './redact-check.ts';
import { type PatchworksCall, type PatchworksTransport, pathOf } from './transport.ts';
import { single } from './wire.ts';
import { type WireConnector, type WireVariable, wireConsent, wireSystem } from './wire-resources.ts';

/** Changes connectors and their instances, with the owner's own key. */
export function createConnectorWriter(options: {
  send: PatchworksTransport;
  api: URL;
  fingerprintKey: Buffer;
}): ConnectorWriter {
  const { send, api, fingerprintKey } = options;

  const write = (owner: VendorOwner, call: Omit<PatchworksCall, 'effect'>) => send(owner, { ...call, effect: 'write' });

  const toDetail = (owner: VendorOwner, connector: WireConnector) =>
    toConnectorDetail(connector, toInstanceRecord(connector, owner, fingerprintKey));

  const changeSystem = async (owner: VendorOwner, path: string) => {
    const { json } = await write(owner, { method: 'POST', path });
    return readable('write', () => toConnectorRecord(single(wireSystem).parse(json)));
  };

  /** Sends credentials. `findVariables` tells, after a failed check, which of their fields are secret. */
  async function save(
    owner: VendorOwner,
    call: Omit<PatchworksCall, 'effect'> & { vendorId?: string },
    { values, findVariables }: { values: FieldValues; findVariables: () => Promise<WireVariable[]> },
  ): Promise<SavedInstance> {
    const { vendorId, ...request } = call;
    const { status, json } = await write(owner, { ...request, values }).catch((error: unknown) =>
      refused(error, values, findVariables),
    );
    if (status === 202) {
      const consent = readable('write', () => single(wireConsent).parse(json));
      return { state: 'consent', url: demandConsentAddress(consent.authorise_url, api), vendorState: consent.state };
    }
    const connector = await settled(send, owner, json, vendorId === undefined ? {} : { vendorId });
    return { state: 'done', detail: toDetail(owner, connector) };
  }

  const variablesOfMethod = async (owner: VendorOwner, connectorId: string, methodId: string) => {
    const query = { include: 'authenticationImplementations.variables' };
    const { json } = await send(owner, { method: 'GET', path: pathOf`/systems/${connectorId}`, query, effect: 'read' });
    const { authentication_implementations: methods } = readable('read', () => single(wireSystem).parse(json));
    return methods.find(({ id }) => id === methodId)?.variables ?? [];
  };

  return {
    installConnector: (owner, entryId) => changeSystem(owner, pathOf`/patchworks/system-templates/${entryId}/install`),
    updateConnector: (owner, connectorId) => changeSystem(owner, pathOf`/systems/${connectorId}/update`),
    removeConnector: async (owner, connectorId) => {
      await write(owner, { method: 'DELETE', path: pathOf`/systems/${connectorId}` });
    },

    createInstance: (owner, { connectorId, methodId, details, values, returnUrl }) => {
      const body = {
        ...toBody(details),
        system_id: toWireId(connectorId),
        authentication_implementation_id: toWireId(methodId),
        variables: toVariables(values),
        redirect_uri: returnUrl,
      };
      const findVariables = () => variablesOfMethod(owner, connectorId, methodId);
      return save(owner, { method: 'POST', path: '/connectors', body }, { values, findVariables });
    },

    changeDetails: async (owner, vendorId, details) => {
      const path = pathOf`/connectors/${vendorId}`;
      const { json } = await write(owner, { method: 'PATCH', path, body: toBody(details) });
      return toDetail(owner, await settled(send, owner, json, { vendorId }));
    },

    changeCredentials: async (owner, vendorId, { values, returnUrl }) => {
      const path = pathOf`/connectors/${vendorId}`;
      const body = { variables: toVariables(values), redirect_uri: returnUrl };
      const findVariables = async () => (await findInstance(send, owner, vendorId))?.variables ?? [];
      return save(owner, { method: 'PATCH', path, body, vendorId }, { values, findVariables });
    },

    finishConsent: async (owner, { code, vendorState }) => {
      const body = { state: vendorState, code };
      // Neither is a value of a field, but both open something.
      const sent = { method: 'POST', path: '/oauth/authenticate', body } as const;
      const values = { state: vendorState, code };
      const { json } = await write(owner, { ...sent, values }).catch((error: unknown) =>
        refused(error, values, () => Promise.resolve([])),
      );
      return { detail: toDetail(owner, await settled(send, owner, json, {})) };
    },

    changeFlowStep: async (owner, { flowId, stepId }, toVendorId) => {
      const path = pathOf`/flows/${flowId}/steps/${stepId}`;
      if (toVendorId === null) await write(owner, { method: 'DELETE', path });
      else await write(owner, { method: 'PATCH', path, body: { connector_id: toWireId(toVendorId) } });
    },
  };
}

/**
 * Throws what a refused save is thrown as: the report of a failed check without secrets. Values of fields that are known to
 * be none stay readable; when that cannot be found out, all of them go.
 */
async function refused(
  failure: unknown,
  values: FieldValues,
  findVariables: () => Promise<WireVariable[]>,
): Promise<never> {
  if (!(failure instanceof CheckFailedError)) throw failure;
  const known = await findVariables().catch(() => []);
  const open = new Set(known.filter((variable) => !isSecret(variable)).map(({ key }) => key));
  const secrets = Object.entries(values).flatMap(([key, value]) => (open.has(key) ? [] : [value]));
  throw new CredentialsRefusedError('patchworks', redactCheck(failure.rawCheck(), secrets));
}

/** Settings in the vendor's words; what is left out keeps its value. */
function toBody(details: Partial<InstanceDetails>): Record<string, unknown> {
  const { name, timeZone, dateFormat, rateLimitAmount, rateLimitUnit, poolId } = details;
  return {
    ...(name === undefined ? {} : { name }),
    ...(timeZone === undefined ? {} : { timezone: timeZone }),
    ...(dateFormat === undefined ? {} : { date_format: dateFormat }),
    ...(rateLimitAmount === undefined ? {} : { rate_limit_duration: rateLimitAmount }),
    ...(rateLimitUnit === undefined ? {} : { rate_limit_unit: rateLimitUnit }),
    ...(poolId === undefined ? {} : { connection_pool_id: poolId === null ? null : toWireId(poolId) }),
  };
}

function toVariables(values: FieldValues): { key: string; value: string }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

/** Schemas say that ids are integers, so what is one is sent as one. */
function toWireId(id: string): string | number {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : id;
}
