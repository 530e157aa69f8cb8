import { authenticationTypes } from '../catalogue/template.ts';
import { methodOf, templateOf } from '../catalogue/find-template.ts';
import { presentVariable } from '../credentials/variables.ts';
import type { ConnectorRow, ImplementationRow, PoolRow, SystemRow } from '../database/tables.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { flowCounts } from '../store/connector-usage.ts';
import { implementationAttributes, implementationsOf, systemAttributes } from '../store/systems.ts';
import type { Resource } from './resource.ts';

/** What may be asked for along with an instance. */
export const connectorIncludes = [
  'system',
  'variables',
  'connectionPool',
  'flows_count',
  'authenticationImplementation',
  'authenticationImplementation.authenticationType',
  'authenticationImplementation.system',
];

/** Presents instances with what was asked for; everything related is read once for all of them. */
export async function presentConnectors(
  services: PatchworksServices,
  connectors: readonly ConnectorRow[],
  includes: ReadonlySet<string>,
): Promise<Resource[]> {
  const counts = await flowCounts(
    services,
    connectors.map(({ id }) => id),
  );
  const systems = await rowsOf(services, connectors);
  const pools = includes.has('connectionPool') ? await poolsOf(services, connectors) : [];
  return connectors.map((connector) => {
    const system = systems.systems.find(({ id }) => id === connector.system_id);
    const implementation = systems.implementations.find(({ id }) => id === connector.authentication_implementation_id);
    const pool = pools.find(({ id }) => id === connector.connection_pool_id);
    return {
      type: 'connectors',
      id: connector.id,
      attributes: {
        ...ownAttributes(connector),
        flows_count: counts.get(connector.id) ?? 0,
        ...(includes.has('variables') &&
          system &&
          implementation && {
            variables: methodOf(templateOf(system.template_id), implementation.method).variables.map((definition) =>
              presentVariable(definition, connector.variables),
            ),
          }),
      },
      relations: {
        ...(includes.has('system') && system && { system: systemResource(system) }),
        ...(includes.has('connectionPool') && { connection_pool: pool ? poolResource(pool) : null }),
        ...(includes.has('authenticationImplementation') &&
          system &&
          implementation && {
            authentication_implementation: implementationResource(implementation, system, {
              type: includes.has('authenticationImplementation.authenticationType'),
              system: includes.has('authenticationImplementation.system'),
            }),
          }),
      },
    };
  });
}

export function systemResource(system: SystemRow): Resource {
  return { type: 'systems', id: system.id, attributes: systemAttributes(system) };
}

export function poolResource(pool: PoolRow): Resource {
  return {
    type: 'connection-pools',
    id: pool.id,
    attributes: {
      name: pool.name,
      limit: pool.limit,
      timeout: pool.timeout,
      created_at: pool.created_at.toISOString(),
      updated_at: pool.updated_at.toISOString(),
    },
  };
}

/** A method, with its type, its system or its fields when these were asked for. */
export function implementationResource(
  implementation: ImplementationRow,
  system: SystemRow,
  wanted: { type?: boolean; system?: boolean; variables?: boolean },
): Resource {
  const method = methodOf(templateOf(system.template_id), implementation.method);
  const type = authenticationTypes[method.type];
  return {
    type: 'authentication-implementations',
    id: implementation.id,
    attributes: {
      ...implementationAttributes(implementation, system.template_id),
      ...(wanted.variables && {
        variables: method.variables.map(
          ({ key, label, required, configurable, advanced, secret, locked, defaultValue }) => ({
            key,
            label,
            alias: key,
            required,
            configurable,
            advanced,
            secret,
            locked,
            value: defaultValue === '' ? null : defaultValue,
          }),
        ),
      }),
    },
    relations: {
      ...(wanted.type && {
        authentication_type: {
          type: 'authentication-types',
          id: type.id,
          attributes: { key: method.type, name: type.name },
        },
      }),
      ...(wanted.system && { system: systemResource(system) }),
    },
  };
}

function ownAttributes(connector: ConnectorRow): Record<string, unknown> {
  return {
    name: connector.name,
    system_id: connector.system_id,
    authentication_implementation_id: connector.authentication_implementation_id,
    timezone: connector.timezone,
    date_format: connector.date_format,
    rate_limit_unit: connector.rate_limit_unit,
    rate_limit_duration: connector.rate_limit_duration,
    connection_pool_id: connector.connection_pool_id,
    last_authenticated_at: connector.last_authenticated_at?.toISOString() ?? null,
    created_at: connector.created_at.toISOString(),
    updated_at: connector.updated_at.toISOString(),
  };
}

async function rowsOf(services: PatchworksServices, connectors: readonly ConnectorRow[]) {
  const ids = [...new Set(connectors.map(({ system_id }) => system_id))];
  if (ids.length === 0) return { systems: [], implementations: [] };
  const [systems, implementations] = await Promise.all([
    services.database.selectFrom('systems').where('id', 'in', ids).selectAll().execute(),
    implementationsOf(services, ids),
  ]);
  return { systems, implementations };
}

async function poolsOf({ database }: PatchworksServices, connectors: readonly ConnectorRow[]): Promise<PoolRow[]> {
  const ids = connectors.flatMap(({ connection_pool_id }) => connection_pool_id ?? []);
  if (ids.length === 0) return [];
  return database.selectFrom('connection_pools').where('id', 'in', ids).selectAll().execute();
}
