import { randomUUID } from 'node:crypto';
import type { Operation } from '#contract/operations.ts';
import { type Fault, type FaultName, faultNames } from '#server/sandbox/faults.ts';
import { actAtTray, type TrayInstance, type TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';
import type { Caller, TestServer } from './test-server.ts';

/** What people do that reaches one account at the vendor, by the words of the page. */
export const faultedOperations = [
  'Activate',
  'Enable',
  'Disable',
  'Rename',
  'Upgrade now',
  'Remove',
  'Finish set-up',
  'Discard',
  'Open the wizard',
  'List',
  'Instance page',
] as const;

export type FaultedOperation = (typeof faultedOperations)[number];

/** How a fault strikes: once or as long as it takes, before the vendor has done the work or after. */
export interface Strike {
  fault: FaultName;
  isLasting: boolean;
  isAfter: boolean;
}

/** One fault on one operation, with everything that is needed to judge it. */
export interface Cell {
  operation: FaultedOperation;
  strike: Strike;
  account: string;
  caller: Caller;
  tray: TrayOwner;
  templateId: string;
  /** As it was at the vendor before; null before an activation. */
  before: TrayInstance | null;
  rowId: string | null;
}

/** What the person was told at the end. */
export interface Told {
  /** `done`, `waiting for the wizard`, or a problem's code. */
  said: string;
  changed: 'nothing' | 'something' | 'unknown' | null;
}

const writes: Partial<Record<FaultedOperation, string>> = {
  Activate: 'createSolutionInstance',
  Enable: 'updateSolutionInstance',
  Disable: 'updateSolutionInstance',
  Rename: 'updateSolutionInstance',
  'Upgrade now': 'upgradeSolutionInstance',
  Remove: 'removeSolutionInstance',
  'Finish set-up': 'updateSolutionInstance',
  Discard: 'removeSolutionInstance',
  'Open the wizard': 'generateAuthorizationCode',
};

/**
 * Answers that may come when the work is done all the same. By 403 and 429 Tray says that it did nothing. By 401 it is said
 * to have done nothing, and nothing that it sends proves it, so a write that met one is looked after before it is sent again.
 */
const mayComeAfter = new Set<FaultName>(['401', '500', 'timeout', 'reset', 'html', 'graphql-errors']);

/**
 * The ways in which this fault can strike this operation: all that make a difference, or the mildest and the worst, once
 * before the work and lasting after it.
 */
export function strikesOf(fault: FaultName, operation: FaultedOperation, extent: 'all' | 'extremes'): Strike[] {
  const changesSomething = writes[operation] !== undefined && operation !== 'Open the wizard';
  const mayBeAfter = changesSomething && mayComeAfter.has(fault);
  const [mildest, worst] = [
    { fault, isLasting: false, isAfter: false },
    { fault, isLasting: true, isAfter: mayBeAfter },
  ];
  if (extent === 'extremes' || !mayBeAfter) return [mildest, worst];
  return [mildest, { fault, isLasting: true, isAfter: false }, { fault, isLasting: false, isAfter: true }, worst];
}

export const allFaults: readonly FaultName[] = faultNames;

/** The fault as the sandbox takes it. A lasting one also strikes the reads by which the outcome could be found out. */
export function faultsOf({ operation, strike, account }: Cell): Fault[] {
  const bendsReads = strike.fault === 'stale-reads' || strike.fault === 'slow-to-settle';
  const write = writes[operation];
  const matches = [
    ...(write === undefined ? [] : [write]),
    ...(write === undefined || strike.isLasting || bendsReads ? ['solutionInstances'] : []),
  ];
  return matches.map((match) => ({
    match,
    fault: strike.fault,
    who: account,
    ...(strike.isLasting ? {} : { times: 1 }),
    // Only the change itself is done first; a read leaves nothing behind.
    ...(strike.isAfter && match === write ? { after: true } : {}),
    ...(strike.fault === 'latency' ? { ms: 100 } : {}),
  }));
}

/** Asks for an authentication and two values. */
export const solutionTitle = 'Slack alerts for new orders';

/** A fresh account in the state that the operation begins from, and in the index. */
export async function prepareCell(
  server: TestServer,
  templateId: string,
  { operation, strike }: Pick<Cell, 'operation' | 'strike'>,
): Promise<Cell> {
  const caller = await server.freshAccount();
  const tray = await actAtTray(server.trayOrigin, caller.account);
  const { account } = caller;
  const cell: Cell = { operation, strike, account, caller, tray, templateId, before: null, rowId: null };
  if (operation === 'Activate') return cell;
  if (operation === 'Finish set-up' || operation === 'Discard') {
    await leaveUnfinished(server, cell);
  } else {
    const made = await tray.create('A name', { solutionTitle });
    await tray.fill(made.id);
    if (operation === 'Disable') await tray.update(made.id, { enabled: true });
    await readIntoIndex(server, cell);
  }
  const [before] = await tray.instances();
  const [row] = await rowsOf(server, cell);
  return { ...cell, before: before ?? null, rowId: row?.id ?? null };
}

/** An activation of ours that waits for its person, as one whose wizard was left. */
async function leaveUnfinished(server: TestServer, cell: Cell): Promise<void> {
  await follow(server, cell, (await activate(cell)).id);
  if (cell.operation === 'Discard') return;
  for (const { id } of await cell.tray.instances()) await cell.tray.fill(id);
}

/** Has the account read now, however fresh what is known of it is. */
export async function readIntoIndex(server: TestServer, cell: Cell): Promise<void> {
  const { services } = server;
  const { id } = await accountOf(server, cell);
  const { finished } = await services.sync.refreshAccount('tray', id);
  await finished;
}

async function accountOf(server: TestServer, { account }: Cell): Promise<{ id: string }> {
  return server.services.database
    .selectFrom('accounts')
    .where('external_id', '=', account)
    .select('id')
    .executeTakeFirstOrThrow();
}

export interface Row {
  id: string;
  vendorId: string;
  name: string;
  status: string;
}

/** The account's rows as a list shows them, without having anything read. */
export async function rowsOf(server: TestServer, cell: Cell): Promise<Row[]> {
  const { id } = await accountOf(server, cell);
  return server.services.database
    .selectFrom('instances')
    .where('account_id', '=', id)
    .where('removed_at', 'is', null)
    .select(['id', 'vendor_id as vendorId', 'name', 'rest_status as status'])
    .execute();
}

/** Begins an activation, and answers it as it then is. */
export async function activate({ caller, templateId }: Cell): Promise<Operation> {
  const body = { vendor: 'tray', templateId, name: 'A name', key: randomUUID() };
  const answer = await caller.request('POST', '/api/activations', body);
  const { operation } = (await answer.json()) as { operation: Operation };
  return operation;
}

/** Waits until the operation runs no more. Time is moved by whoever runs the cells. */
export async function follow(server: TestServer, { caller }: Cell, operationId: string): Promise<Operation> {
  const deadline = performance.now() + 25_000;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- waiting is the purpose
    const answer = await caller.request('GET', `/api/operations/${operationId}`);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { operation } = (await answer.json()) as { operation: Operation };
    if (operation.state !== 'running') return operation;
    if (performance.now() > deadline) throw new Error(`it runs for ever: ${JSON.stringify(operation)}`);
    if (operation.nextAttemptAt === null) server.services.worker.wake(operationId);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
