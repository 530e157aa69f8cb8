import type { SavedView } from '#contract/endpoints/views.ts';
import type { Facets } from '#src/features/instances/everybody/facet-query.ts';
import type { InstanceListPage } from '#src/features/instances/instance-list-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { installFakeServer } from './fake-server.ts';
import type { Answer } from './fake-server.ts';
import { instanceRow, listPage, priya, sessionOf } from './fixtures.ts';
import { renderApp } from './render-app.tsx';
import { resizeTo } from './resize-to.ts';

export function facetCounts(change: Partial<Facets> = {}): { instanceFacets: Facets } {
  return {
    instanceFacets: {
      vendors: [
        { vendor: 'tray', count: 7 },
        { vendor: 'patchworks', count: 5 },
      ],
      statuses: [
        { status: 'enabled', count: 9 },
        { status: 'disabled', count: 3 },
      ],
      healths: [
        { health: 'failed', count: 2 },
        { health: 'ok', count: 10 },
      ],
      updates: [{ update: 'none', count: 12 }],
      accounts: { nodes: [{ id: 'a-1', name: 'Northwind', vendor: null, count: 12 }], totalCount: 1 },
      templates: { nodes: [{ id: 't-1', name: 'Orders to chat', vendor: 'tray', count: 12 }], totalCount: 1 },
      ...change,
    },
  };
}

export function savedView(change: Partial<SavedView> = {}): SavedView {
  return {
    id: '6a0c2c9e-31ff-4f21-9f0a-6c6a3c1b0001',
    name: 'Broken at Tray',
    query: 'vendor=tray&health=failed',
    isShared: false,
    isMine: true,
    personName: 'Priya Nair',
    ...change,
  };
}

/** A list of so many rows, of which the server hands out a page at a time. */
export function rowsNumbered(count: number): InstanceRowData[] {
  return Array.from({ length: count }, (_, index) => instanceRow({ id: `id-${index + 1}`, name: `Row ${index + 1}` }));
}

type Page = Partial<InstanceListPage>;

/** Shows everybody's list to an admin, in a window of this width. */
export function showEverybody({
  rows = rowsNumbered(3),
  page = {},
  address = '/admin/instances',
  width = 1440,
  graph = {},
  rest = {},
}: {
  rows?: InstanceRowData[];
  page?: Page | ((variables: Record<string, unknown>) => Page);
  address?: string;
  width?: number;
  graph?: Record<string, (variables: Record<string, unknown>) => Answer | Promise<Answer>>;
  rest?: Record<string, (body: unknown) => Answer | Promise<Answer>>;
} = {}) {
  resizeTo(width);
  const server = installFakeServer({
    session: sessionOf(priya),
    graph: {
      InstanceList: (variables) => {
        const offset = Number(variables['offset']);
        const nodes = rows.slice(offset, offset + Number(variables['first']));
        const change = typeof page === 'function' ? page(variables) : page;
        return listPage(nodes, { totalCount: rows.length, unfilteredCount: rows.length, ...change });
      },
      InstanceFacets: () => facetCounts(),
      ...graph,
    },
    rest: { 'GET /api/views': () => ({ views: [] }), 'GET /api/exports': () => ({ exports: [] }), ...rest },
  });
  return { ...server, ...renderApp(address) };
}
