import { randomUUID } from 'node:crypto';
import { outcomeOf } from './answers.ts';
import type { Case } from './authorisation-case.ts';
import { graph, rest } from './asking.ts';
import { selectEveryField } from './select-every-field.ts';

const adminsOnly = { nobody: 'signed_out', maya: 'not_found', jonas: 'not_found', tomas: 'not_found', priya: 'ok' };
const adminsField = { nobody: 'signed_out', maya: 'null', jonas: 'null', tomas: 'null', priya: 'ok' };

/** The log, and files of it and of instances. The file is Priya's. */
export const auditCases: Record<string, Case> = {
  'Query.audit': { ask: graph(`{ audit(first: 20) ${selectEveryField('AuditConnection')} }`), told: adminsField },
  'Query.auditChoices': { ask: graph(`{ auditChoices ${selectEveryField('AuditChoices')} }`), told: adminsField },
  'POST /api/exports': {
    ask: rest(
      'POST',
      () => '/api/exports',
      () => ({ kind: 'instances', key: randomUUID(), filter: {} }),
    ),
    told: adminsOnly,
  },
  'GET /api/exports': { ask: rest('GET', () => '/api/exports'), told: adminsOnly },
  'GET /api/exports/:id': { ask: rest('GET', ({ exportId }) => `/api/exports/${exportId}`), told: adminsOnly },
  'GET /api/exports/:id/file': {
    ask: async (caller, { exportId }) => {
      const response = await caller.request('GET', `/api/exports/${exportId}/file`);
      if (response.headers.get('content-type')?.startsWith('text/csv') !== true) return outcomeOf(response);
      return { status: response.status, said: 'ok', text: await response.text(), requestId: null };
    },
    told: adminsOnly,
  },
  // After those that look at it: the file is written anew.
  'POST /api/exports/:id/retry': {
    ask: rest('POST', ({ exportId }) => `/api/exports/${exportId}/retry`),
    told: adminsOnly,
  },
  'DELETE /api/exports/:id': { ask: rest('DELETE', ({ exportId }) => `/api/exports/${exportId}`), told: adminsOnly },
};
