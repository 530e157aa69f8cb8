import { randomUUID } from 'node:crypto';
import type { BulkSubject, Case } from './authorisation-case.ts';
import { rest } from './asking.ts';

const adminsOnly = { nobody: 'signed_out', maya: 'not_found', jonas: 'not_found', tomas: 'not_found', priya: 'ok' };

function step(name: string, of: keyof BulkSubject): Case {
  return {
    ask: rest(
      'POST',
      ({ bulks }) => `/api/bulks/${bulks[of]}/${name}`,
      () => ({}),
    ),
    told: adminsOnly,
  };
}

/** Work on many instances. All of it is Priya's, and about an instance of Northwind's. */
export const bulkCases: Record<string, Case> = {
  'POST /api/bulks': {
    ask: rest(
      'POST',
      () => '/api/bulks',
      ({ instanceId }) => ({ key: randomUUID(), action: 'resync', selection: { ids: [instanceId] } }),
    ),
    told: adminsOnly,
  },
  'GET /api/bulks': { ask: rest('GET', () => '/api/bulks'), told: adminsOnly },
  'GET /api/bulks/:id': { ask: rest('GET', ({ bulks }) => `/api/bulks/${bulks.running}`), told: adminsOnly },
  'GET /api/bulks/:id/items': {
    ask: rest('GET', ({ bulks }) => `/api/bulks/${bulks.running}/items`),
    told: adminsOnly,
  },
  'POST /api/bulks/:id/start': step('start', 'planned'),
  'POST /api/bulks/:id/undo': step('undo', 'held'),
  'POST /api/bulks/:id/stop': step('stop', 'running'),
  'POST /api/bulks/:id/retry': step('retry', 'finished'),
};
