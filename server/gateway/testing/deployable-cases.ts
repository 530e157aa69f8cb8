import type { Case, DeployableSubject } from './authorisation-case.ts';
import { changing, graph, looking, ownPeople, rest } from './asking.ts';
import { selectEveryField } from './select-every-field.ts';

/** What is for people who may change things, about nobody's in particular. */
const changers = { nobody: 'signed_out', maya: 'ok', jonas: 'view_only', tomas: 'ok', priya: 'ok' };

/** A request about one of Northwind's instances. */
function about(
  method: string,
  path: (deployables: DeployableSubject) => string,
  body?: (deployables: DeployableSubject) => unknown,
): Case['ask'] {
  return rest(
    method,
    ({ deployables }) => `/api${path(deployables)}`,
    body && (({ deployables }) => body(deployables)),
  );
}

/** Every route and every field that is about instances which run once they were deployed, and about their runs. */
export const deployableCases: Record<string, Case> = {
  'GET /api/versions': {
    ask: about('GET', ({ templateId }) => `/versions?vendor=prismatic&templateId=${encodeURIComponent(templateId)}`),
    told: changers,
  },
  'GET /api/version-form': {
    ask: about('GET', ({ versionId }) => `/version-form?vendor=prismatic&versionId=${encodeURIComponent(versionId)}`),
    told: changers,
  },
  'GET /api/owners': {
    ask: about('GET', () => '/owners?vendor=prismatic&q='),
    told: { nobody: 'signed_out', maya: 'not_found', jonas: 'not_found', tomas: 'not_found', priya: 'ok' },
  },
  'GET /api/instances/:id/form': {
    ask: about('GET', ({ configured }) => `/instances/${configured}/form`),
    told: changing,
  },
  'GET /api/instances/:id/page-content': {
    ask: about('GET', ({ configured }) => `/instances/${configured}/page-content?page=Settings`),
    told: changing,
  },
  'PUT /api/instances/:id/values': {
    ask: about(
      'PUT',
      ({ configured }) => `/instances/${configured}/values`,
      () => ({ values: [{ key: 'Warehouse', value: 'Bergen' }], others: 'keep', isComplete: false }),
    ),
    told: changing,
  },
  'POST /api/instances/:id/deployments': {
    ask: about('POST', ({ deployed }) => `/instances/${deployed}/deployments`),
    told: changing,
  },
  'POST /api/instances/:id/versions': {
    ask: about(
      'POST',
      ({ moved }) => `/instances/${moved}/versions`,
      ({ versionId }) => ({ versionId }),
    ),
    told: changing,
  },
  'GET /api/instances/:id/connections': {
    ask: about('GET', ({ configured }) => `/instances/${configured}/connections`),
    told: changing,
  },
  'POST /api/instances/:id/connections/:key/consents': {
    ask: about('POST', ({ consenting }) => `/instances/${consenting}/connections/Slack/consents`),
    told: ownPeople,
  },
  'DELETE /api/instances/:id/connections/:key': {
    ask: about('DELETE', ({ consenting }) => `/instances/${consenting}/connections/Slack`),
    told: ownPeople,
  },
  'GET /api/instances/:id/logs': {
    ask: about('GET', ({ configured }) => `/instances/${configured}/logs`),
    told: changing,
  },
  'GET /api/instances/:id/runs/:runId/steps/:stepId/result': {
    ask: about(
      'GET',
      ({ configured, runId, stepId }) => `/instances/${configured}/runs/${runId}/steps/${stepId}/result`,
    ),
    told: changing,
  },
  'POST /api/instances/:id/runs/:runId/replays': {
    ask: about('POST', ({ configured, runId }) => `/instances/${configured}/runs/${runId}/replays`),
    told: changing,
  },
  'POST /api/instances/:id/flows/:flowId/tests': {
    ask: about(
      'POST',
      ({ configured, flowId }) => `/instances/${configured}/flows/${flowId}/tests`,
      () => ({ payload: null, contentType: null, headers: {} }),
    ),
    told: changing,
  },
  'Query.runs': {
    ask: graph(
      `query ($id: ID!) { runs(filter: { instanceId: $id }) ${selectEveryField('RunConnection')} }`,
      ({ deployables }) => ({ id: deployables.configured }),
    ),
    told: changing,
  },
  'Query.run': {
    ask: graph(
      `query ($id: ID!, $runId: ID!) { run(instanceId: $id, runId: $runId) ${selectEveryField('RunDetail')} }`,
      ({ deployables }) => ({ id: deployables.configured, runId: deployables.runId }),
    ),
    told: { ...looking, jonas: 'view_only' },
  },
  'Query.runCounts': {
    ask: graph(
      `query ($id: ID!) { runCounts(instanceId: $id) ${selectEveryField('RunCounts')} }`,
      ({ deployables }) => ({
        id: deployables.configured,
      }),
    ),
    told: changing,
  },
};
