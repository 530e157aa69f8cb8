import type { Operation } from '#contract/operations.ts';
import type { Changed, Problem } from '#contract/problems.ts';
import type { TrayInstance } from '#server/sandbox/tray/testing/tray-owner.ts';
import {
  activate,
  type Cell,
  type FaultedOperation,
  follow,
  readIntoIndex,
  type Row,
  rowsOf,
  type Told,
} from './fault-cells.ts';
import type { TestServer } from './test-server.ts';

const newName = 'Another name';

const mutations: Partial<Record<FaultedOperation, string>> = {
  Enable: 'mutation ($id: ID!) { done: enableInstance(input: { id: $id }) { operation { id } } }',
  Disable: 'mutation ($id: ID!) { done: disableInstance(input: { id: $id }) { operation { id } } }',
  Rename: `mutation ($id: ID!) { done: renameInstance(input: { id: $id, name: "${newName}" }) { operation { id } } }`,
  'Upgrade now': 'mutation ($id: ID!) { done: upgradeInstance(input: { id: $id }) { operation { id } } }',
  Remove:
    'mutation ($id: ID!) { done: removeInstance(input: { id: $id, confirmation: "A name" }) { operation { id } } }',
  'Finish set-up': 'mutation ($id: ID!) { done: finishSetUp(input: { id: $id }) { operation { id } } }',
  Discard: 'mutation ($id: ID!) { done: discardInstance(input: { id: $id }) { operation { id } } }',
};

/** Does the cell's operation as a person does it, and answers what the person was told when it was over. */
export async function runCell(server: TestServer, cell: Cell): Promise<Told> {
  switch (cell.operation) {
    case 'Activate':
      return toldBy(await follow(server, cell, (await activate(cell)).id));
    case 'Open the wizard':
      return openWizard(cell);
    case 'List':
      return readList(server, cell);
    case 'Instance page':
      return readPage(cell);
    default:
      return change(server, cell, mutations[cell.operation] ?? '');
  }
}

async function change(server: TestServer, cell: Cell, mutation: string): Promise<Told> {
  const { data, errors } = await cell.caller.graph<{ done: { operation: { id: string } } } | null>(mutation, {
    id: cell.rowId,
  });
  const [error] = errors ?? [];
  if (error) return { said: error.extensions.code, changed: error.extensions['changed'] as Changed };
  return toldBy(await follow(server, cell, data?.done.operation.id ?? ''));
}

function toldBy({ state, problem }: Operation): Told {
  if (state === 'succeeded') return { said: 'done', changed: null };
  if (state === 'waiting_for_person' && problem === null) return { said: 'waiting for the wizard', changed: null };
  return { said: problem?.code ?? state, changed: problem?.changed ?? null };
}

async function openWizard({ caller, rowId }: Cell): Promise<Told> {
  const answer = await caller.request('POST', '/api/wizard-sessions', { instanceId: rowId });
  const body = (await answer.json()) as { url?: string; problem?: Problem };
  if (answer.ok && body.url !== undefined) return { said: 'done', changed: null };
  return { said: body.problem?.code ?? 'nothing', changed: body.problem?.changed ?? null };
}

/** Reads the account into the index and answers what the list says of that: a list that could not be read must say so. */
async function readList(server: TestServer, cell: Cell): Promise<Told> {
  await readIntoIndex(server, cell);
  const { data } = await cell.caller.graph<{ instances: { outcomes: { state: string; code: string | null }[] } }>(
    '{ instances { outcomes { state code } } }',
  );
  const [outcome] = data.instances.outcomes;
  return { said: outcome?.state === 'ok' ? 'done' : (outcome?.code ?? outcome?.state ?? 'nothing'), changed: null };
}

async function readPage({ caller, rowId }: Cell): Promise<Told> {
  const { data } = await caller.graph<{
    instance: { detail: { enabled: boolean } | null; problemCode: string | null };
  }>('query ($id: ID!) { instance(id: $id) { ... on TrayInstance { detail { enabled } problemCode } } }', {
    id: rowId,
  });
  const { detail, problemCode } = data.instance;
  return { said: detail === null ? (problemCode ?? 'nothing') : 'done', changed: null };
}

/** Everything in which what was said, what is in the list and what is at the vendor do not agree; empty when they do. */
export async function lies(server: TestServer, cell: Cell, told: Told, rows: Row[]): Promise<string[]> {
  const isUnsure = told.changed === 'unknown' || told.changed === 'something';
  // Where nobody could tell, the row is right as soon as the vendor can be read again.
  const shown = isUnsure ? await rowsAfterReading(server, cell) : rows;
  const after = await cell.tray.instances();
  const found: string[] = [];
  if (after.length > 1) found.push(`there are ${after.length} instances`);
  if (told.said === 'done' || told.said === 'waiting for the wizard') {
    if (!isAsWanted(cell, after))
      found.push(`it said ${told.said} and the vendor has ${JSON.stringify(after.map(brief))}`);
  } else if (!isUnsure && !isSame(cell.before, after)) {
    found.push(`it said ${told.said}, nothing changed, and the vendor has ${JSON.stringify(after.map(brief))}`);
  }
  if (!isReadOnly(cell.operation) || !isUnsure) found.push(...differences(cell, shown, after));
  return found;
}

async function rowsAfterReading(server: TestServer, cell: Cell): Promise<Row[]> {
  await readIntoIndex(server, cell);
  return rowsOf(server, cell);
}

function differences(cell: Cell, rows: Row[], after: TrayInstance[]): string[] {
  if (cell.operation === 'List') return [];
  const shown = rows.map(({ name, status }) => `${name} ${status === 'enabled' ? 'enabled' : 'disabled'}`);
  const real = after.map(({ name, enabled }) => `${name} ${enabled ? 'enabled' : 'disabled'}`);
  return shown.join() === real.join()
    ? []
    : [`the list shows ${shown.join() || 'nothing'}, the vendor ${real.join() || 'nothing'}`];
}

function isReadOnly(operation: FaultedOperation): boolean {
  return operation === 'Open the wizard' || operation === 'List' || operation === 'Instance page';
}

function isAsWanted({ operation, before }: Cell, after: TrayInstance[]): boolean {
  const [instance] = after;
  switch (operation) {
    case 'Activate':
      return after.length === 1 && instance !== undefined && !instance.enabled;
    case 'Enable':
    case 'Finish set-up':
      return instance !== undefined && instance.enabled;
    case 'Disable':
      return instance !== undefined && !instance.enabled;
    case 'Rename':
      return instance?.name === newName;
    case 'Upgrade now':
      return instance !== undefined && !instance.solutionVersionFlags.hasNewerVersion;
    case 'Remove':
    case 'Discard':
      return after.length === 0;
    default:
      return isSame(before, after);
  }
}

function isSame(before: TrayInstance | null, after: TrayInstance[]): boolean {
  return JSON.stringify(before === null ? [] : [brief(before)]) === JSON.stringify(after.map(brief));
}

function brief({ name, enabled, solutionVersionFlags }: TrayInstance) {
  return { name, enabled, hasNewerVersion: solutionVersionFlags.hasNewerVersion };
}
