import type { Operation, OperationAction } from '#contract/operations.ts';
import { expect, vi } from 'vitest';
import { type ActivationDriver, driveActivation } from '#server/testing/activate.ts';
import { type Caller, type GraphAnswer, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { actAtTray, type TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';

export interface Listing {
  operations: Operation[];
  counts: Record<string, number>;
  next: string | null;
}

interface Answered {
  status: number;
  code: string | null;
  operation: Operation | undefined;
}

interface Row {
  id: string;
  name: string;
  status: string;
  operation: { id: string; kind: string; state: string; undoUntil: string | null; nextAttemptAt: string | null } | null;
}

type Changed = GraphAnswer<Record<string, { instance: Row; operation: { id: string; state: string } }> | null>;

const rowFields = 'id name status operation { id kind state undoUntil nextAttemptAt }';

export const isCreated = (operation: Operation) => operation.instanceId !== null;
export const hasEnded = (operation: Operation) => operation.endedAt !== null;
export const codeOf = (answer: Changed) => answer.errors?.[0]?.extensions.code;

/** A server with its worker, for tests that act on operations. */
export async function startOperationsServer(): Promise<TestServer> {
  const server = await startTestServer();
  server.services.worker.start();
  await server.services.sync.readEverything();
  return server;
}

/** A fresh account and what its person does with operations, through the endpoints as a page does. */
export interface OperationsBed {
  person: Caller & { account: string };
  driver: ActivationDriver;
  tray: TrayOwner;
  templateId: string;
  fault: (match: string, name: string, more?: object) => Promise<void>;
  noFaults: () => Promise<void>;
  act: (action: OperationAction, id: string, caller?: Caller) => Promise<Answered>;
  list: (query?: string, caller?: Caller) => Promise<Listing>;
  /** The row with this name, once the index has it. */
  rowNamed: (name: string) => Promise<Row>;
  mutate: (field: string, id: string, caller?: Caller) => Promise<Changed>;
  rename: (id: string, name: string) => Promise<unknown>;
  /** An enabled instance that the index knows. */
  enabledInstance: (name: string) => Promise<Row & { vendorId: string }>;
  /** An instance that was disabled just now. */
  disabled: (name: string) => Promise<{ instance: Row & { vendorId: string }; operationId: string }>;
  enabledAtTray: (vendorId: string) => Promise<boolean | undefined>;
}

export async function prepareBed(server: TestServer): Promise<OperationsBed> {
  const person = await server.freshAccount();
  const tray = await actAtTray(server.trayOrigin, person.account);

  const act: OperationsBed['act'] = async (action, id, caller = person) => {
    const response = await caller.request('POST', `/api/operations/${id}/${action}`, {});
    const body = (await response.json()) as { operation?: Operation; problem?: { code: string } };
    return { status: response.status, code: body.problem?.code ?? null, operation: body.operation };
  };

  const list: OperationsBed['list'] = async (query = '', caller = person) => {
    const response = await caller.request('GET', `/api/operations${query}`);
    expect(response.status).toBe(200);
    return (await response.json()) as Listing;
  };

  const rowNamed: OperationsBed['rowNamed'] = (name) =>
    vi.waitFor(
      async () => {
        const { data } = await person.graph<{ instances: { nodes: Row[] } }>(
          `{ instances(first: 100) { nodes { ${rowFields} } } }`,
        );
        const row = data.instances.nodes.find((node) => node.name === name);
        if (!row) throw new Error(`the index has no ${name}`);
        return row;
      },
      { timeout: 5_000 },
    );

  const mutate: OperationsBed['mutate'] = (field, id, caller = person) => {
    const answer = field === 'discardInstance' ? 'id' : `instance { ${rowFields} }`;
    return caller.graph(
      `mutation ($id: ID!) { ${field}(input: { id: $id }) { ${answer} operation { id state undoUntil } } }`,
      { id },
    );
  };

  const enabledInstance: OperationsBed['enabledInstance'] = async (name) => {
    const { id: vendorId } = await tray.create(name);
    await tray.fill(vendorId);
    await tray.update(vendorId, { enabled: true });
    return { ...(await rowNamed(name)), vendorId };
  };

  return {
    person,
    driver: driveActivation(person),
    tray,
    templateId: (await tray.solutions())[0]?.id ?? '',
    fault: (match, name, more = {}) =>
      server.control('PUT', 'faults', [{ match, fault: name, who: person.account, ...more }]),
    noFaults: () => server.control('DELETE', 'faults'),
    act,
    list,
    rowNamed,
    mutate,
    rename: (id, name) =>
      person.graph('mutation ($input: RenameInstanceInput!) { renameInstance(input: $input) { instance { id } } }', {
        input: { id, name },
      }),
    enabledInstance,
    disabled: async (name) => {
      const instance = await enabledInstance(name);
      const answer = await mutate('disableInstance', instance.id);
      return { instance, operationId: answer.data?.['disableInstance']?.operation.id ?? '' };
    },
    enabledAtTray: async (vendorId) => (await tray.instances()).find((instance) => instance.id === vendorId)?.enabled,
  };
}
