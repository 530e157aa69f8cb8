import type { Case, Subject } from './authorisation-case.ts';
import { graph, rest } from './asking.ts';
import { selectEveryField } from './select-every-field.ts';

const adminsOnly = { nobody: 'signed_out', maya: 'not_found', jonas: 'not_found', tomas: 'not_found', priya: 'ok' };
const adminsAsk = { nobody: 'signed_out', maya: 'null', jonas: 'null', tomas: 'null', priya: 'ok' };

const link =
  (vendor: string, more = '') =>
  ({ accountId }: Subject) =>
    `/api/accounts/${accountId}/links/${vendor}${more}`;

/** Every route and every field that is about accounts, who they are at each vendor, and looking as one. */
export const accountCases: Record<string, Case> = {
  'POST /api/accounts': {
    ask: rest(
      'POST',
      () => '/api/accounts',
      () => ({ name: 'Northwind', externalId: 'northwind' }),
    ),
    told: adminsOnly,
  },
  'POST /api/accounts/:id/links/:vendor': { ask: rest('POST', link('prismatic')), told: adminsOnly },
  'PUT /api/accounts/:id/links/:vendor': {
    // What is kept stays as it is: entered again without a word about the credential.
    ask: rest('PUT', link('patchworks'), () => ({})),
    told: adminsOnly,
  },
  'POST /api/accounts/:id/links/:vendor/check': { ask: rest('POST', link('tray', '/check')), told: adminsOnly },
  'DELETE /api/accounts/:id/links/:vendor': {
    // An account that nothing else is asked about, made by whoever may.
    ask: async (caller, subject) => {
      const made = await caller.request('POST', '/api/accounts', { name: 'Spare', externalId: 'spare' });
      const { account } = (await made.json()) as { account?: { id: string } };
      return rest('DELETE', link('tray'))(caller, { ...subject, accountId: account?.id ?? subject.accountId });
    },
    told: adminsOnly,
  },
  'DELETE /api/accounts/:id/sessions': {
    ask: rest('DELETE', ({ accountId }) => `/api/accounts/${accountId}/sessions`),
    told: adminsOnly,
  },
  'POST /api/session/view-as': {
    ask: rest(
      'POST',
      () => '/api/session/view-as',
      ({ accountId }) => ({ accountId }),
    ),
    told: adminsOnly,
  },
  'DELETE /api/session/view-as': { ask: rest('DELETE', () => '/api/session/view-as'), told: adminsOnly },
  'Query.accounts': {
    ask: graph(`{ accounts(first: 50) ${selectEveryField('AccountConnection')} }`),
    told: adminsAsk,
  },
  'Query.account': {
    ask: graph(`query ($id: ID!) { account(id: $id) ${selectEveryField('AccountDetail')} }`, ({ accountId }) => ({
      id: accountId,
    })),
    told: adminsAsk,
  },
};
