import { randomUUID } from 'node:crypto';
import { accountCases } from './account-cases.ts';
import { adminCases } from './admin-cases.ts';
import { auditCases } from './audit-cases.ts';
import { type Outcome, outcomeOf } from './answers.ts';
import type { Case, Subject } from './authorisation-case.ts';
import { changing, graph, looking, open, rest, rows } from './asking.ts';
import { bulkCases } from './bulk-cases.ts';
import { connectorCases } from './connector-cases.ts';
import { deployableCases } from './deployable-cases.ts';
import { deploymentCases } from './deployment-cases.ts';
import { selectEveryField } from './select-every-field.ts';

const nowhere = {
  nobody: 'not_found',
  maya: 'not_found',
  jonas: 'not_found',
  tomas: 'not_found',
  priya: 'not_found',
};
const adminsOnly = { nobody: 'signed_out', maya: 'not_found', jonas: 'not_found', tomas: 'not_found', priya: 'ok' };

/** A stream does not end, so its first words are the answer. */
function firstOfStream(path: string): Case['ask'] {
  return async (caller) => {
    const response = await caller.request('GET', path);
    if (!response.ok) return outcomeOf(response);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    await reader?.cancel();
    return { status: response.status, said: 'ok', text: first?.value ?? '', requestId: null };
  };
}

function mutation(field: string, more: (subject: Subject) => Record<string, unknown> = () => ({})): Case['ask'] {
  const type =
    {
      renameInstance: 'RenameInstanceInput',
      removeInstance: 'RemoveInstanceInput',
      updateInstanceValues: 'UpdateInstanceValuesInput',
    }[field] ?? 'InstanceInput';
  const answer = ['removeInstance', 'discardInstance'].includes(field) ? 'RemoveInstancePayload' : 'InstancePayload';
  return graph(`mutation ($input: ${type}!) { ${field}(input: $input) ${selectEveryField(answer)} }`, (subject) => ({
    input: { id: subject.instanceId, ...more(subject) },
  }));
}

/** Every route and every field of the two root types. What is missing here, or no longer there, fails the first test. */
export const cases: Record<string, Case> = {
  'GET /api/health/live': { ask: async (caller) => ok(await caller.request('GET', '/api/health/live')), told: open },
  'GET /api/health/ready': { ask: async (caller) => ok(await caller.request('GET', '/api/health/ready')), told: open },
  'GET /api/session': { ask: rest('GET', () => '/api/session'), told: open },
  'POST /api/session': {
    ask: rest(
      'POST',
      () => '/api/session',
      () => ({ demo: 'tomas' }),
    ),
    told: open,
  },
  'DELETE /api/session': { ask: rest('DELETE', () => '/api/session'), told: open },
  'GET /api/deployment': { ask: rest('GET', () => '/api/deployment'), told: open },
  'POST /api/demo/accounts': { ask: rest('POST', () => '/api/demo/accounts'), told: open },
  // It is not set up here; whom it signs in is the subject of its own tests.
  'POST /api/session/openid': { ask: rest('POST', () => '/api/session/openid'), told: nowhere },
  'POST /api/return': {
    ask: rest(
      'POST',
      () => '/api/return',
      () => ({ code: 'code', state: 'state' }),
    ),
    told: { nobody: 'too_late', maya: 'too_late', jonas: 'too_late', tomas: 'too_late', priya: 'too_late' },
  },
  'DELETE /api/people/:id/sessions': {
    ask: rest('DELETE', ({ personId }) => `/api/people/${personId}/sessions`),
    told: adminsOnly,
  },
  'GET /api/sessions': { ask: rest('GET', () => '/api/sessions'), told: rows },
  // Before the one that ends all others of Maya's.
  'DELETE /api/sessions/:id': {
    ask: rest('DELETE', ({ sessionId }) => `/api/sessions/${sessionId}`),
    told: { nobody: 'signed_out', maya: 'ok', jonas: 'not_found', tomas: 'not_found', priya: 'not_found' },
  },
  'DELETE /api/sessions': { ask: rest('DELETE', () => '/api/sessions'), told: rows },
  'GET /api/operations/:id': {
    ask: rest('GET', ({ operationId }) => `/api/operations/${operationId}`),
    told: { nobody: 'signed_out', maya: 'ok', jonas: 'ok', tomas: 'not_found', priya: 'ok' },
  },
  'GET /api/operations': { ask: rest('GET', () => '/api/operations'), told: rows },
  'POST /api/operations/:id/retry': {
    ask: rest('POST', ({ actionable }) => `/api/operations/${actionable.retry}/retry`),
    told: changing,
  },
  'POST /api/operations/:id/stop': {
    ask: rest('POST', ({ actionable }) => `/api/operations/${actionable.stop}/stop`),
    told: changing,
  },
  'POST /api/operations/:id/undo': {
    ask: rest('POST', ({ actionable }) => `/api/operations/${actionable.undo}/undo`),
    told: changing,
  },
  'POST /api/instances/:id/configuration-copies': {
    ask: rest('POST', ({ instanceId }) => `/api/instances/${instanceId}/configuration-copies`),
    told: changing,
  },
  'POST /api/wizard-sessions': {
    ask: rest(
      'POST',
      () => '/api/wizard-sessions',
      ({ instanceId }) => ({ instanceId }),
    ),
    told: { ...changing, priya: 'owner_only' },
  },
  'POST /api/wizard-sessions/:id/looks': {
    ask: rest(
      'POST',
      (subject) => `/api/wizard-sessions/${subject.wizardSessionId}/looks`,
      () => ({ reason: 'focus' }),
    ),
    told: { nobody: 'signed_out', maya: 'ok', jonas: 'not_found', tomas: 'not_found', priya: 'not_found' },
  },
  'POST /api/wizard-sessions/:id/validations': {
    ask: rest(
      'POST',
      (subject) => `/api/wizard-sessions/${subject.wizardSessionId}/validations`,
      () => ({ visible: [], configValues: {}, authValues: {} }),
    ),
    told: { nobody: 'signed_out', maya: 'ok', jonas: 'not_found', tomas: 'not_found', priya: 'not_found' },
  },
  'POST /api/auth-dialogs': {
    ask: rest(
      'POST',
      () => '/api/auth-dialogs',
      ({ authenticationId }) => ({ use: 'edit', authenticationId }),
    ),
    told: { ...changing, priya: 'owner_only' },
  },
  'POST /api/auth-dialogs/:id/looks': {
    ask: rest(
      'POST',
      ({ authDialogId }) => `/api/auth-dialogs/${authDialogId}/looks`,
      ({ authenticationId }) => ({ authenticationId }),
    ),
    told: { nobody: 'signed_out', maya: 'ok', jonas: 'not_found', tomas: 'not_found', priya: 'not_found' },
  },
  ...connectorCases,
  ...deployableCases,
  ...deploymentCases,
  ...accountCases,
  ...auditCases,
  ...bulkCases,
  ...adminCases,
  'GET /api/events': { ask: firstOfStream('/api/events'), told: rows },
  'POST /api/graphql': { ask: graph('{ __typename }'), told: rows },
  'Query.instances': {
    ask: graph(`{ instances(first: 50) ${selectEveryField('InstanceConnection')} }`),
    told: rows,
  },
  'Query.instance': {
    ask: graph(`query ($id: ID!) { instance(id: $id) ${selectEveryField('Instance')} }`, id),
    told: looking,
  },
  'Query.catalogue': { ask: graph(`{ catalogue(first: 20) ${selectEveryField('TemplateConnection')} }`), told: rows },
  'Query.activationChoices': {
    ask: graph(
      `query ($templateId: String!) {
        activationChoices(vendor: tray, templateId: $templateId) ${selectEveryField('ActivationChoices')} }`,
      ({ templateId }) => ({ templateId }),
    ),
    told: { ...rows, priya: 'null' },
  },
  'Query.authentications': {
    ask: graph(`{ authentications(vendor: tray) ${selectEveryField('TrayAuthentication')} }`),
    told: { ...rows, priya: 'null' },
  },
  'Query.debugInstance': {
    ask: graph(`query ($id: ID!) { debugInstance(id: $id) ${selectEveryField('DebugView')} }`, id),
    told: { nobody: 'signed_out', maya: 'null', jonas: 'null', tomas: 'null', priya: 'ok' },
  },
  'Query.debugAnswers': {
    ask: graph(`query ($id: ID!) { debugAnswers(id: $id) ${selectEveryField('DebugAnswers')} }`, id),
    told: { nobody: 'signed_out', maya: 'null', jonas: 'null', tomas: 'null', priya: 'ok' },
  },
  'Query.upgrades': {
    ask: graph(`{ upgrades ${selectEveryField('UpgradePlan')} }`),
    told: { nobody: 'signed_out', maya: 'null', jonas: 'null', tomas: 'null', priya: 'ok' },
  },
  'GET /api/upgrade-notices': { ask: rest('GET', () => '/api/upgrade-notices'), told: rows },
  'POST /api/upgrade-notices': {
    ask: rest(
      'POST',
      () => '/api/upgrade-notices',
      ({ templateId }) => ({ vendor: 'tray', templateId }),
    ),
    told: adminsOnly,
  },
  // One of their own; who cannot send any asks for one that is not there.
  'DELETE /api/upgrade-notices/:id': {
    ask: async (caller, subject) => {
      const { templateId } = subject;
      const sent = await caller.request('POST', '/api/upgrade-notices', { vendor: 'tray', templateId });
      const notice = (await sent.json()) as { id?: string };
      return rest('DELETE', () => `/api/upgrade-notices/${notice.id ?? randomUUID()}`)(caller, subject);
    },
    told: adminsOnly,
  },
  'Query.overview': {
    ask: graph(`{ overview(timeZone: "UTC") ${selectEveryField('Overview')} }`),
    told: { nobody: 'signed_out', maya: 'null', jonas: 'null', tomas: 'null', priya: 'ok' },
  },
  'Mutation.renameInstance': {
    ask: mutation('renameInstance', ({ name }) => ({ name: `${name} again` })),
    told: changing,
  },
  'Mutation.disableInstance': { ask: mutation('disableInstance'), told: changing },
  'Mutation.enableInstance': { ask: mutation('enableInstance'), told: changing },
  'Mutation.updateInstanceValues': {
    ask: mutation('updateInstanceValues', ({ configSlotId }) => ({
      configValues: [{ externalId: configSlotId, value: '"changed"' }],
    })),
    told: changing,
  },
  'Mutation.upgradeInstance': { ask: mutation('upgradeInstance'), told: changing },
  'Mutation.removeInstance': {
    ask: mutation('removeInstance', ({ name }) => ({ confirmation: `${name} again` })),
    told: changing,
  },
  'Mutation.finishSetUp': {
    ask: mutation('finishSetUp', ({ unfinished }) => ({ id: unfinished.filled })),
    told: { ...changing, priya: 'owner_only' },
  },
  'Mutation.discardInstance': {
    ask: mutation('discardInstance', ({ unfinished }) => ({ id: unfinished.bare })),
    told: { ...changing, priya: 'owner_only' },
  },
  'POST /api/activations': {
    ask: rest(
      'POST',
      () => '/api/activations',
      ({ templateId }) => ({
        vendor: 'tray',
        templateId,
        name: 'New',
        key: randomUUID(),
      }),
    ),
    told: { nobody: 'signed_out', maya: 'ok', jonas: 'view_only', tomas: 'ok', priya: 'owner_only' },
  },
};

function id({ instanceId }: Subject) {
  return { id: instanceId };
}

async function ok(response: Response): Promise<Outcome> {
  return { status: response.status, said: 'ok', text: await response.text(), requestId: null };
}
