import { randomUUID } from 'node:crypto';
import { type Bed, button, dialog, heading, idOf, type PageCases, text } from './accessibility-case.ts';
import { headersOf } from './test.ts';

/** Somewhere to look: a plan of one instance, whose answers are then changed. Nobody starts it. */
async function address(bed: Bed): Promise<string> {
  const data = { key: randomUUID(), action: 'resync', selection: { ids: [await idOf(bed, 'Sales digest')] } };
  const response = await bed.page.context().request.post('/api/bulks', { data, headers: headersOf(bed.server) });
  const { bulk: planned }: { bulk: { id: string } } = await response.json();
  return `/admin/bulk/${planned.id}`;
}

const anywhere = '/admin/bulk/5d1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7b01';

const bulk = {
  id: '5d1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7b01',
  action: 'disable',
  state: 'running',
  personName: 'Priya Nair',
  counts: { refused: 0, waiting: 670, running: 10, done: 300, failed: 1, needless: 19, left: 0 },
  refusals: [],
  sample: [],
  plannedAt: '2026-01-02T03:04:05.000Z',
  beginsAt: null,
  startedAt: '2026-01-02T03:04:25.000Z',
  endedAt: null,
  perMinute: 120,
  secondsLeft: 340,
  waitsFor: [{ vendor: 'prismatic', until: '2026-01-02T03:06:00.000Z' }],
  repeats: null,
  may: ['stop'],
};

const item = {
  instanceId: '7c0f2a52-7a3e-4a6e-8a52-0d4c1c1f7b11',
  name: 'Orders',
  vendor: 'tray',
  accountName: 'Northwind',
  outcome: 'done',
  problemCode: null,
  vendorMessage: null,
  operationId: null,
};

const failed = { ...item, outcome: 'failed', problemCode: 'refused', vendorMessage: 'Something went wrong' };

/** Work on many as it would be with more of it; its items are asked for by its own id. */
const answering = (change: object, items: object[]) => (answer: { bulk?: { id: string }; items?: object[] }) => {
  if (answer.bulk) return { bulk: { ...bulk, ...change, id: answer.bulk.id } };
  return answer.items ? { items, next: null } : answer;
};

export const bulkCases: PageCases = {
  states: {
    full: {
      as: 'priya',
      answers: answering({}, [item, { ...failed, instanceId: '7c0f2a52-7a3e-4a6e-8a52-0d4c1c1f7b12' }]),
      address,
      shows: text('Something went wrong'),
    },
    empty: {
      as: 'priya',
      answers: answering({ counts: { ...bulk.counts, waiting: 0, running: 0, done: 0, failed: 0, needless: 0 } }, []),
      address,
      shows: text('None of them'),
    },
    loading: { as: 'priya', answers: 'nothing', address: anywhere, shows: heading('Work on many') },
    failed: { as: 'priya', answers: 'failure', address: anywhere, shows: button('Try again') },
  },
  others: {
    refused: { as: 'maya', address: anywhere, shows: heading('For administrators') },
    'what would happen': {
      as: 'priya',
      answers: answering(
        {
          action: 'remove',
          state: 'planned',
          may: ['start'],
          counts: { ...bulk.counts, running: 0, done: 0, failed: 0, refused: 30 },
          refusals: [{ code: 'unsupported', count: 30 }],
          sample: [item, { ...item, instanceId: '7c0f2a52-7a3e-4a6e-8a52-0d4c1c1f7b12' }],
        },
        [],
      ),
      address,
      open: async ({ page }) => page.getByRole('button', { name: 'Start…' }).click(),
      shows: dialog,
    },
  },
};
