import { randomUUID } from 'node:crypto';
import type { Case, DeploymentSubject } from './authorisation-case.ts';
import { changing, graph, looking, rest, rows } from './asking.ts';
import { selectEveryField } from './select-every-field.ts';

/** A request about one of Northwind's solutions. */
function about(
  method: string,
  path: (deployments: DeploymentSubject) => string,
  body: (deployments: DeploymentSubject) => unknown,
): Case['ask'] {
  return rest(
    method,
    ({ deployments }) => `/api${path(deployments)}`,
    ({ deployments }) => body(deployments),
  );
}

const wanted = ({ folder }: DeploymentSubject) => ({
  key: randomUUID(),
  inputFolder: folder,
  outputFolder: null,
  runId: null,
  clearsOutputFolder: null,
  addsRunIdToFolder: null,
  notifiedEmails: [],
  moreSettings: null,
});

/** Every route and every field that is about deployed solutions and their jobs. */
export const deploymentCases: Record<string, Case> = {
  'POST /api/deployments': {
    ask: about(
      'POST',
      () => '/deployments',
      ({ folder }) => ({ packagePath: `${folder}/forms-1.0.0.ibsolution`, key: randomUUID() }),
    ),
    told: { nobody: 'signed_out', maya: 'owner_only', jonas: 'view_only', tomas: 'owner_only', priya: 'ok' },
  },
  'POST /api/deployments/:id/runs': {
    ask: about('POST', ({ instanceId }) => `/deployments/${instanceId}/runs`, wanted),
    told: changing,
  },
  'POST /api/runs': {
    ask: about(
      'POST',
      () => '/runs',
      (deployments) => ({ ...wanted(deployments), name: deployments.name, version: null, owner: deployments.owner }),
    ),
    // Neither Northwind's folders nor its name as the owner are Tomás’s to give.
    told: { ...changing, tomas: 'bad_input' },
  },
  'PUT /api/deployments/:id/visibility': {
    ask: about(
      'PUT',
      ({ instanceId }) => `/deployments/${instanceId}/visibility`,
      () => ({ visibility: 'private' }),
    ),
    told: changing,
  },
  'Query.deployments': {
    ask: graph(`{ deployments ${selectEveryField('DeploymentConnection')} }`),
    told: rows,
  },
  // Of what is not within reach there are no jobs.
  'Query.jobs': {
    ask: graph(`query ($filter: JobFilter) { jobs(filter: $filter) ${selectEveryField('JobPage')} }`, (subject) => ({
      filter: { instanceIds: [subject.deployments.instanceId] },
    })),
    told: rows,
  },
  'Query.job': {
    ask: graph(
      `query ($instanceId: ID!, $jobId: ID!) { job(instanceId: $instanceId, jobId: $jobId) ${selectEveryField('Job')} }`,
      ({ deployments: { instanceId, jobId } }) => ({ instanceId, jobId }),
    ),
    told: looking,
  },
};
