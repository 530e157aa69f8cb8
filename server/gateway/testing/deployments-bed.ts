import { randomUUID } from 'node:crypto';
import type { Operation } from '#contract/operations.ts';
import { vi } from 'vitest';
import { z } from 'zod';
import { actAtInstabase, type InstabaseOwner } from '#server/sandbox/instabase/testing/instabase-owner.ts';
import type { Caller, TestServer } from '#server/testing/test-server.ts';

const operationAnswer = z.object({ operation: z.looseObject({ id: z.string() }) });

/** A person of an account of its own, linked to a user of the imitation. */
export interface DeploymentsBed {
  person: Caller & { account: string };
  admin: Caller;
  owner: InstabaseOwner;
  /** Deploys a package of the user's space as an administrator, to the end. */
  deployed: (file: string) => Promise<Operation>;
  /** Reads what the operation is until it is as wanted, while time passes at the vendor. */
  watch: (id: string, until?: (operation: Operation) => boolean, caller?: Caller) => Promise<Operation>;
  begin: (caller: Caller, path: string, body: Record<string, unknown>) => Promise<Operation>;
  run: (caller: Caller, instanceId: string, wanted?: Record<string, unknown>) => Promise<Response>;
}

export const hasEnded = (operation: Operation): boolean => operation.endedAt !== null;

/** A folder of the user's own. */
export function folderOf(owner: InstabaseOwner, name: string): string {
  return `${owner.spaces[0] ?? ''}/fs/Instabase Drive/${name}`;
}

export function wantedRun(owner: InstabaseOwner, wanted: Record<string, unknown> = {}) {
  return {
    key: randomUUID(),
    inputFolder: folderOf(owner, 'input'),
    outputFolder: null,
    runId: null,
    clearsOutputFolder: null,
    addsRunIdToFolder: null,
    notifiedEmails: [],
    moreSettings: null,
    ...wanted,
  };
}

export async function layOutDeployments(server: TestServer): Promise<DeploymentsBed> {
  const person = await server.freshAccount();
  const admin = await server.signIn('priya');
  const owner = await actAtInstabase(server.instabaseOrigin ?? '', person.account);

  const begin: DeploymentsBed['begin'] = async (caller, path, body) => {
    const answer = await caller.request('POST', path, body);
    const text = await answer.text();
    if (answer.status !== 202) throw new Error(`${path} answered ${answer.status} ${text}`);
    // Only what the tests read of it is checked; the answer is made from this very type.
    return operationAnswer.parse(JSON.parse(text)).operation as unknown as Operation;
  };
  const watch: DeploymentsBed['watch'] = (id, until = hasEnded, caller = admin) =>
    vi.waitFor(
      async () => {
        const answer = await caller.request('GET', `/api/operations/${id}`);
        const { operation } = (await answer.json()) as { operation: Operation };
        if (until(operation)) return operation;
        server.clock.advance(1_000);
        server.services.worker.wake(id);
        throw new Error(`the operation is at ${JSON.stringify(operation)}`);
      },
      { timeout: 30_000, interval: 40 },
    );
  return {
    person,
    admin,
    owner,
    begin,
    watch,
    deployed: async (file) => {
      const body = { packagePath: folderOf(owner, file), key: randomUUID() };
      return watch((await begin(admin, '/api/deployments', body)).id);
    },
    run: (caller, instanceId, wanted = {}) =>
      caller.request('POST', `/api/deployments/${instanceId}/runs`, wantedRun(owner, wanted)),
  };
}
