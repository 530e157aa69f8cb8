import { type AuthenticationMethod, type CredentialField, type MethodKind } from '#contract/connectors.ts';
import { isTimeZone } from '#contract/time-zone.ts';
import type { InstanceRecord } from '../adapter.ts';
import type {
  ConnectorInstanceDetail,
  ConnectorInstanceRecord,
  ConnectorRecord,
  MarketplaceRecord,
  StoredField,
} from '../connectors.ts';
import { connectorIdOf, nameOfSystem, unnamedConnector } from './mapping.ts';
import type { WireConnector, WireMethod, WireSystem, WireTemplate, WireVariable } from './wire-resources.ts';

const fallbacks = { timeZone: 'UTC', dateFormat: 'c', rateLimitAmount: 60, rateLimitUnit: 'minute' } as const;

/** Connection pools are for what speaks HTTP and the like, by the vendor's documentation not for databases. */
const databaseProtocols = new Set(['MYSQL', 'PGSQL', 'SQLSRV']);

export function toConnectorRecord(system: WireSystem): ConnectorRecord {
  const { system_template: template } = system;
  const version = system.version_name ?? system.version;
  const newest = template?.version ?? system.latest_version;
  const newestName = template?.version_name ?? newest;
  return {
    connectorId: system.id,
    name: nameOfSystem(system),
    category: system.system_type?.name ?? null,
    version,
    newerVersion: isNewer(newest, system.version) && newestName !== version ? newestName : null,
  };
}

export function toMarketplaceRecord(template: WireTemplate, isInstalled: boolean): MarketplaceRecord {
  return {
    entryId: template.id,
    name: template.label ?? template.name ?? unnamedConnector,
    description: template.description,
    category: categoryOf(template.system_type),
    version: template.version_name ?? template.version,
    isInstalled,
  };
}

export function toConnectorInstance(connector: WireConnector, record: InstanceRecord): ConnectorInstanceRecord {
  return {
    record,
    rateLimitAmount: connector.rate_limit_duration,
    rateLimitUnit: connector.rate_limit_unit,
    poolName: connector.connection_pool?.name ?? null,
    lastCheckedAt: connector.last_authenticated_at,
  };
}

/**
 * A whole instance. What of its settings cannot be read is shown as it would begin; a change sends only what was changed, so
 * that is never written over what the vendor has.
 */
export function toConnectorDetail(connector: WireConnector, record: InstanceRecord): ConnectorInstanceDetail {
  const { authentication_implementation: method, system } = connector;
  const variables = connector.variables ?? [];
  return {
    record,
    connector: { connectorId: connectorIdOf(connector), name: nameOfSystem(system) },
    details: {
      name: record.name,
      timeZone: connector.timezone ?? fallbacks.timeZone,
      dateFormat: connector.date_format ?? fallbacks.dateFormat,
      rateLimitAmount: connector.rate_limit_duration ?? fallbacks.rateLimitAmount,
      rateLimitUnit: connector.rate_limit_unit ?? fallbacks.rateLimitUnit,
      poolId: connector.connection_pool_id,
    },
    methodId: connector.authentication_implementation_id ?? method?.id ?? '',
    methodName: method === null ? 'Unknown method' : nameOfMethod(method),
    methodKind: kindOf(method?.authentication_type ?? null, variables),
    fields: variables.filter(isOffered).map(toStoredField),
    takesPool: takesPool(system),
    lastCheckedAt: connector.last_authenticated_at,
    updatedAt: connector.updated_at,
  };
}

/** What the connector suggests to a new instance. */
export function defaultsOf(system: WireSystem) {
  const { timezone } = system;
  return {
    timeZone: timezone !== null && isTimeZone(timezone) ? timezone : fallbacks.timeZone,
    dateFormat: system.date_format ?? fallbacks.dateFormat,
    rateLimitAmount: Math.max(1, system.rate_limit_duration ?? fallbacks.rateLimitAmount),
    rateLimitUnit: system.rate_limit_unit ?? fallbacks.rateLimitUnit,
    poolId: null,
  };
}

/** Where the vendor does not tell the limit on requests at once, a pool is offered, and the vendor may refuse it. */
export function takesPool(system: WireSystem | null): boolean {
  if (databaseProtocols.has(system?.protocol?.toUpperCase() ?? '')) return false;
  return system?.concurrency_limit === undefined || (system.concurrency_limit !== null && system.concurrency_limit > 0);
}

export function toMethod(method: WireMethod): AuthenticationMethod {
  const type = method.authentication_type;
  return {
    id: method.id,
    name: nameOfMethod(method),
    kind: kindOf(type, method.variables),
    typeName: type?.name ?? null,
    fields: method.variables.filter(isOffered).map(toField),
  };
}

/** Whether its value may be shown to nobody: unless the vendor says that it is no secret, it is one. */
export function isSecret(variable: WireVariable): boolean {
  return variable.secret !== false;
}

function toField(variable: WireVariable): CredentialField {
  const { required, advanced, secret } = flagsOf(variable);
  return {
    key: variable.key,
    label: variable.label ?? variable.key,
    required,
    advanced,
    secret,
    defaultValue: secret ? null : variable.value,
  };
}

function toStoredField(variable: WireVariable): StoredField {
  const { required, advanced, secret } = flagsOf(variable);
  return {
    key: variable.key,
    label: variable.label ?? variable.key,
    required,
    advanced,
    secret,
    hasValue: variable.has_value ?? (variable.value ?? '') !== '',
    value: secret ? null : (variable.value ?? ''),
  };
}

function flagsOf(variable: WireVariable): { required: boolean; advanced: boolean; secret: boolean } {
  return {
    required: variable.required ?? variable.pivot?.required ?? false,
    advanced: variable.advanced ?? variable.pivot?.advanced ?? false,
    secret: isSecret(variable),
  };
}

/** A field that is neither to be filled nor to be changed is the connector's own business. */
function isOffered(variable: WireVariable): boolean {
  const isConfigurable = variable.configurable ?? variable.pivot?.configurable ?? true;
  return isConfigurable || flagsOf(variable).required;
}

/**
 * The full list of types is not published, so the words in key and name decide. Of the OAuth 2 grants only the
 * authorisation code asks a person on the third party's own page.
 */
function kindOf(type: WireMethod['authentication_type'], variables: WireVariable[]): MethodKind {
  if (type === null) return variables.length === 0 ? 'none' : 'fields';
  const words = `${type.key ?? ''} ${type.name ?? ''}`.toLowerCase();
  if (/authori[sz]ation[ _-]?code/.test(words)) return 'consent';
  if (/oauth[ _-]?2/.test(words) && !/client|password|credential|implicit|device|jwt/.test(words)) return 'consent';
  return /no[ _-]?auth|\bnone\b|\bpublic\b/.test(words) ? 'none' : 'fields';
}

function nameOfMethod(method: WireMethod): string {
  return method.name ?? method.authentication_type?.name ?? 'Unnamed method';
}

function categoryOf(type: WireTemplate['system_type']): string | null {
  if (type === null || typeof type === 'string') return type?.trim() ? type : null;
  const { name } = type;
  return typeof name === 'string' && name.trim() !== '' ? name : null;
}

function isNewer(newest: string | null, version: string | null): boolean {
  if (newest === null || version === null) return false;
  return newest.localeCompare(version, 'en', { numeric: true }) > 0;
}
