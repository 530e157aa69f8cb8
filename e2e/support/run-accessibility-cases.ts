import { type Bed, button, dialog, heading, headingOfAny, idOf, type PageCases, text } from './accessibility-case.ts';
import { askGraph } from './graph.ts';

const failing = 'Stock from Rotterdam';

/** The page of an instance at Prismatic, with this tab on show. */
function addressOfInstance(query: string): (bed: Bed) => Promise<string> {
  return async (bed) => `/instances/${await idOf(bed, failing)}${query}`;
}

/** The page of the newest run that failed. */
async function addressOfRun(bed: Bed): Promise<string> {
  const instanceId = await idOf(bed, failing);
  const query = 'query ($id: ID!) { runs(filter: { instanceId: $id, state: failed }, first: 1) { nodes { id } } }';
  const { data } = await askGraph<{ runs: { nodes: { id: string }[] } }>(
    bed.page.context().request,
    bed.server,
    query,
    { id: instanceId },
  );
  const [run] = data?.runs.nodes ?? [];
  if (!run) throw new Error(`No run of ${failing} failed.`);
  return `/instances/${instanceId}/runs/${encodeURIComponent(run.id)}`;
}

const withoutSteps = (answer: { data?: { run?: object } }) =>
  answer.data?.run ? { data: { ...answer.data, run: { ...answer.data.run, steps: [] } } } : answer;

/** The pages about runs, and the page of an instance that has them. */
export const runCases: Record<string, PageCases> = {
  runs: {
    states: {
      full: { as: 'maya', address: '/runs', shows: (page) => page.getByRole('table', { name: 'Runs' }) },
      empty: { address: '/runs', shows: headingOfAny('No runs yet') },
      loading: { answers: 'nothing', address: '/runs', shows: text('Reading…') },
      failed: { answers: 'failure', address: '/runs', shows: button('Try again') },
    },
    others: {
      'no match': { address: '/runs?state=failed', shows: headingOfAny('No runs match') },
      'everybody’s': { as: 'priya', address: '/runs', shows: (page) => page.getByRole('table', { name: 'Runs' }) },
      'the day as a table': {
        as: 'maya',
        address: '/runs',
        open: ({ page }) => page.getByRole('button', { name: 'As a table' }).click(),
        shows: button(/^Runs from/),
      },
    },
  },
  instanceRun: {
    states: {
      full: { as: 'maya', address: addressOfRun, shows: (page) => page.getByRole('region', { name: 'Steps' }) },
      empty: { as: 'maya', answers: withoutSteps, address: addressOfRun, shows: text('No step has been recorded.') },
      loading: { as: 'maya', answers: 'nothing', address: addressOfRun, shows: heading('Run') },
      failed: { as: 'maya', answers: 'failure', address: addressOfRun, shows: button('Try again') },
    },
    others: {
      'a step’s result': {
        as: 'maya',
        address: addressOfRun,
        open: ({ page }) =>
          page
            .getByRole('button', { name: /^Result of/ })
            .first()
            .click(),
        shows: text(/What looks like a secret is hidden/),
      },
      'the question before a replay': {
        as: 'maya',
        address: addressOfRun,
        open: ({ page }) => page.getByRole('button', { name: 'Replay' }).click(),
        shows: dialog,
      },
    },
  },
};

/** What an instance's page shows of an instance that is deployed to run. */
export const deployedInstanceCases: NonNullable<PageCases['others']> = {
  'one that is deployed': {
    as: 'maya',
    address: addressOfInstance(''),
    shows: (page) => page.getByRole('list', { name: 'How it stands' }),
  },
  'its flows': { as: 'maya', address: addressOfInstance('?tab=flows'), shows: button('Test') },
  'its runs': {
    as: 'maya',
    address: addressOfInstance('?tab=runs'),
    shows: (page) => page.getByRole('table', { name: 'Runs' }),
  },
  'its log': { as: 'maya', address: addressOfInstance('?tab=logs'), shows: (page) => page.getByRole('log') },
  'the dialog that tests a flow': {
    as: 'maya',
    address: addressOfInstance('?tab=flows'),
    open: ({ page }) => page.getByRole('button', { name: 'Test' }).first().click(),
    shows: dialog,
  },
};
