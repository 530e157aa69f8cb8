import type { InstanceRecord } from '../adapter.ts';
import type { WireInstance, WireVariable } from './wire.ts';
import type { WireDefinition } from './wire-definitions.ts';

/** What the owner of an instance has to set. The operator's own variables, and those of single users, are not among it. */
export function askedVariables(instance: WireInstance): WireVariable[] {
  return instance.configVariables.filter(({ requiredConfigVariable }) => isAsked(requiredConfigVariable));
}

export function isAsked({ orgOnly, userLevelConfigured }: WireDefinition): boolean {
  return !orgOnly && !userLevelConfigured;
}

/** Prismatic gives the definition of a connection only with what is one; the type says so too, in its older or newer word. */
export function isConnection({ dataType, connection }: WireDefinition): boolean {
  return connection !== null || dataType === 'CONNECTION' || dataType === 'CREDENTIAL';
}

/**
 * What is missing. Prismatic tells whether something is, by `configState`, but not what; where it calls the configuration
 * complete, it is believed.
 */
export function requirementsOf(instance: WireInstance): Pick<InstanceRecord, 'required' | 'missing'> {
  const isComplete = instance.configState === 'FULLY_CONFIGURED';
  const asked = askedVariables(instance);
  const connections = asked.filter(({ requiredConfigVariable }) => isConnection(requiredConfigVariable));
  const values = asked.filter(
    ({ requiredConfigVariable }) =>
      !isConnection(requiredConfigVariable) && isBlank(requiredConfigVariable.defaultValue),
  );
  const missing = {
    connections: isComplete ? [] : keysOf(connections.filter((variable) => !isConnected(variable))),
    values: isComplete ? [] : keysOf(values.filter(({ value }) => isBlank(value))),
  };
  const isMissing =
    missing.connections.length + missing.values.length > 0 || instance.configState === 'NEEDS_INSTANCE_CONFIGURATION';
  const isAskedFor = connections.length + values.length > 0;
  return { required: isMissing ? 'missing' : isAskedFor ? 'complete' : 'nothing', missing };
}

/** One that asks nobody to agree may have no status at all. Then Prismatic's word about the whole instance decides. */
function isConnected({ status, requiredConfigVariable }: WireVariable): boolean {
  return status === 'ACTIVE' || (status === '' && requiredConfigVariable.connection?.oauth2Type === '');
}

function keysOf(variables: WireVariable[]): string[] {
  return variables.map(({ requiredConfigVariable }) => requiredConfigVariable.key);
}

function isBlank(value: string | null): boolean {
  return value === null || value.trim() === '';
}
