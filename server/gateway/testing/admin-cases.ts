import { randomUUID } from 'node:crypto';
import type { Caller } from '#server/testing/test-server.ts';
import type { Case } from './authorisation-case.ts';
import { graph, rest } from './asking.ts';
import { selectEveryField } from './select-every-field.ts';

const adminsOnly = { nobody: 'signed_out', maya: 'not_found', jonas: 'not_found', tomas: 'not_found', priya: 'ok' };

const view = { name: 'To be looked at', query: 'health=failed', isShared: false };

/** A view of whoever asks, where they may have one. */
function aboutOwnView(method: string, body?: unknown): Case['ask'] {
  return async (caller, subject) => {
    const id = await saveView(caller);
    return rest(
      method,
      () => `/api/views/${id}`,
      () => body,
    )(caller, subject);
  };
}

async function saveView(caller: Caller): Promise<string> {
  const saved = await caller.request('POST', '/api/views', view);
  const answer = (await saved.json()) as { view?: { id: string } };
  return answer.view?.id ?? randomUUID();
}

/** What administrators see everybody's instances by. */
export const adminCases: Record<string, Case> = {
  'Query.instanceFacets': {
    ask: graph(`{ instanceFacets ${selectEveryField('InstanceFacets')} }`),
    told: { nobody: 'signed_out', maya: 'null', jonas: 'null', tomas: 'null', priya: 'ok' },
  },
  'GET /api/views': { ask: rest('GET', () => '/api/views'), told: adminsOnly },
  'POST /api/views': {
    ask: rest(
      'POST',
      () => '/api/views',
      () => view,
    ),
    told: adminsOnly,
  },
  'PUT /api/views/:id': { ask: aboutOwnView('PUT', { ...view, name: 'Looked at' }), told: adminsOnly },
  'DELETE /api/views/:id': { ask: aboutOwnView('DELETE'), told: adminsOnly },
};
