import { type SystemTemplate, systemTypes } from '../catalogue/template.ts';
import { templateOf } from '../catalogue/find-template.ts';
import { templates } from '../catalogue/templates.ts';
import type { SystemRow } from '../database/tables.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { notFound } from '../refusal.ts';
import {
  implementationsOf,
  installSystem,
  listSystems,
  removeSystem,
  requireSystem,
  updateSystem,
} from '../store/systems.ts';
import { type ApiApp, createApiApp, idIn, requireManager } from './api-context.ts';
import { implementationResource, presentConnectors, systemResource } from './connector-presenter.ts';
import { envelope, matchesExactly, matchesText, pageOf, readIncludes, readListQuery, sorted } from './list-query.ts';
import { render, type Resource } from './resource.ts';

const includes = [
  'systemType',
  'systemTemplate',
  'connectors',
  'connectors_count',
  'connectorsExists',
  'authenticationImplementations',
  'authenticationImplementations.variables',
  'authenticationImplementations.authenticationType',
];

/** Installed connectors (`systems`) and the marketplace they come from (`system-templates`). */
export function createSystemRoutes(services: PatchworksServices): ApiApp {
  const app = createApiApp();

  app.get('/systems', async (context) => {
    const query = readListQuery(context, {
      filters: ['name', 'withUpdatable', 'fromMarketplace', 'system_template_id'],
      includes,
      sorts: ['name', 'created_at'],
    });
    const systems = await listSystems(services, context.env.caller.company.id);
    const { filters } = query;
    const matching = systems.filter((system) => {
      const template = templateOf(system.template_id);
      return (
        matchesText(filters, 'name', template.name) &&
        matchesExactly(filters, 'system_template_id', template.id) &&
        matchesExactly(filters, 'withUpdatable', system.version < template.version) &&
        // Nothing in the imitation is self-built.
        matchesExactly(filters, 'fromMarketplace', true)
      );
    });
    const ordered = sorted(matching, query, {
      name: ({ template_id }) => templateOf(template_id).name,
      created_at: ({ created_at }) => created_at.toISOString(),
    });
    const resources = await presentSystems(services, pageOf(ordered, query), query.includes);
    const fields = context.req.query('fields[systems]')?.split(',');
    const rows = resources.map((resource) => render(only(resource, fields), services.shape));
    return context.json(envelope(context, query, rows, matching.length));
  });

  app.get('/systems/:id', async (context) => {
    const system = await requireSystem(services, context.env.caller.company.id, idIn(context, 'system'));
    const [resource] = await presentSystems(services, [system], readIncludes(context, includes));
    return context.json({ data: resource && render(resource, services.shape) });
  });

  app.post('/systems/:id/update', async (context) => {
    requireManager(context);
    const system = await updateSystem(services, context.env.caller.company.id, idIn(context, 'system'));
    return context.json({ data: render(systemResource(system), services.shape) });
  });

  app.delete('/systems/:id', async (context) => {
    requireManager(context);
    await removeSystem(services, context.env.caller.company.id, idIn(context, 'system'));
    return context.json({ message: 'The system has been deleted.' });
  });

  app.get('/patchworks/system-templates', async (context) => {
    const query = readListQuery(context, { filters: ['name', 'system_type_id'], sorts: ['name', 'created_at'] });
    const installed = await listSystems(services, context.env.caller.company.id);
    const matching = templates.filter(
      ({ name, type }) =>
        matchesText(query.filters, 'name', name) &&
        matchesExactly(query.filters, 'system_type_id', systemTypes.indexOf(type) + 1),
    );
    const ordered = sorted(matching, query, { name: ({ name }) => name });
    const rows = pageOf(ordered, query).map((template) =>
      render(
        templateResource(
          template,
          installed.some(({ template_id }) => template_id === template.id),
        ),
        services.shape,
      ),
    );
    return context.json(envelope(context, query, rows, matching.length));
  });

  app.post('/patchworks/system-templates/:id/install', async (context) => {
    requireManager(context);
    const id = idIn(context, 'system template');
    const template = templates.find((one) => one.id === id);
    if (!template) throw notFound('system template');
    const system = await installSystem(services, context.env.caller.company.id, template);
    return context.json({ data: render(systemResource(system), services.shape) }, 201);
  });
  return app;
}

async function presentSystems(
  services: PatchworksServices,
  systems: readonly SystemRow[],
  wanted: ReadonlySet<string>,
): Promise<Resource[]> {
  const ids = systems.map(({ id }) => id);
  const implementations = wanted.has('authenticationImplementations') ? await implementationsOf(services, ids) : [];
  const connectors = wanted.has('connectors') ? await connectorsOf(services, ids) : [];
  const counts =
    wanted.has('connectors_count') || wanted.has('connectorsExists')
      ? await connectorCounts(services, ids)
      : new Map<number, number>();
  return systems.map((system) => {
    const resource = systemResource(system);
    const template = templateOf(system.template_id);
    const typeId = systemTypes.indexOf(template.type) + 1;
    const count = counts.get(system.id) ?? 0;
    return {
      ...resource,
      attributes: {
        ...resource.attributes,
        ...(wanted.has('connectors_count') && { connectors_count: count }),
        ...(wanted.has('connectorsExists') && { connectors_exists: count > 0 }),
      },
      relations: {
        ...(wanted.has('systemType') && {
          system_type: { type: 'system-types', id: typeId, attributes: { name: template.type } },
        }),
        ...(wanted.has('systemTemplate') && { system_template: templateResource(template, true) }),
        ...(wanted.has('connectors') && {
          connectors: connectors.filter(({ attributes }) => attributes['system_id'] === system.id),
        }),
        ...(wanted.has('authenticationImplementations') && {
          authentication_implementations: implementations
            .filter(({ system_id }) => system_id === system.id)
            .map((implementation) =>
              implementationResource(implementation, system, {
                type: wanted.has('authenticationImplementations.authenticationType'),
                variables: wanted.has('authenticationImplementations.variables'),
              }),
            ),
        }),
      },
    };
  });
}

async function connectorsOf(services: PatchworksServices, systemIds: readonly number[]): Promise<Resource[]> {
  if (systemIds.length === 0) return [];
  const rows = await services.database
    .selectFrom('connectors')
    .where('system_id', 'in', systemIds)
    .orderBy('id')
    .selectAll()
    .execute();
  return presentConnectors(services, rows, new Set());
}

async function connectorCounts(
  { database }: PatchworksServices,
  systemIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (systemIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('connectors')
    .where('system_id', 'in', systemIds)
    .groupBy('system_id')
    .select(['system_id', ({ fn }) => fn.countAll<number>().as('connectors')])
    .execute();
  return new Map(rows.map(({ system_id, connectors }) => [system_id, connectors]));
}

function templateResource(template: SystemTemplate, installed: boolean): Resource {
  return {
    type: 'system-templates',
    id: template.id,
    attributes: {
      name: template.slug,
      label: template.name,
      description: template.description,
      colour: template.colour,
      system_type_id: systemTypes.indexOf(template.type) + 1,
      system_type: template.type,
      protocol: template.protocol,
      version: template.version,
      version_name: `${template.version}.0`,
      private: false,
      installed,
    },
  };
}

/** A sparse answer: only the fields that were named, and always the id. */
function only(resource: Resource, fields: readonly string[] | undefined): Resource {
  if (!fields) return resource;
  const entries = Object.entries(resource.attributes).filter(([name]) => fields.includes(name));
  return { ...resource, attributes: Object.fromEntries(entries) };
}
