import { randomUUID } from 'node:crypto';
import { RefusedError } from '../../e2e/support/api-client.ts';
import type { Subject } from '../../e2e/support/crash-bed.ts';
import type { Random } from './random.ts';

/** What somebody asked for and was told that it is done, or taken on. */
export interface Acknowledged {
  operationId: string;
  kind: 'activate' | 'enable' | 'disable' | 'rename' | 'remove';
}

/** One instance as its owner remembers it. `null` where the last word was lost with the server. */
export interface Remembered {
  id: string;
  name: string | null;
  enabled: boolean | null;
  /** Told that it is removed (true), or asked and never told (null). */
  removed: boolean | null;
}

/** Somebody who does one thing after the other, as fast as the answers come. */
export interface Actor {
  subject: Subject;
  acknowledged: Acknowledged[];
  instances: Remembered[];
  /** Activations that were taken on, by operation. */
  activations: string[];
  /** How many of them since the last count. */
  takenOn: number;
  /** What the server said and must not say. */
  complaints: string[];
  /** Acts until an answer stays out or `isOver`. Rejects only with what the server must not say. */
  act: (isOver: () => boolean) => Promise<void>;
  /** Sends again what was never answered, as a page does with the same key. */
  askAgain: () => Promise<void>;
}

const mostInstances = 6;

export function createActor(subject: Subject, label: string, templateIds: string[], random: Random): Actor {
  const { client } = subject;
  const askAgain = async () => {
    if (unanswered !== null) await activate(unanswered);
  };
  const nothing = { acknowledged: [], instances: [], activations: [], takenOn: 0, complaints: [] };
  const actor: Actor = { subject, ...nothing, act, askAgain };
  /** Made at the vendor, and still without its values. */
  let unfinished: string[] = [];
  /** Sent, and never answered: the same key is sent again. */
  let unanswered: { templateId: string; name: string; key: string } | null = null;
  let named = 0;

  async function act(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one thing after the other
        await actOnce(isOver);
      } catch (error) {
        // The server went away, or refuses because it is still busy with what it was asked before.
        if (!(error instanceof RefusedError)) return;
        if (!['busy', 'internal', 'gone', 'not_found', 'vendor_unavailable'].includes(error.code)) throw error;
        if (error.code === 'internal') return;
      }
    }
  }

  async function actOnce(isOver: () => boolean): Promise<void> {
    const waiting = unfinished[0];
    if (unanswered !== null) return activate(unanswered);
    if (waiting !== undefined) return finishSetUp(waiting, isOver);
    const known = actor.instances.filter(({ removed }) => removed === false);
    if (known.length < 2 || (known.length < mostInstances && random.below(3) === 0)) {
      named += 1;
      return activate({ templateId: random.pick(templateIds) ?? '', name: `${label} ${named}`, key: randomUUID() });
    }
    const chosen = random.pick(known);
    if (chosen) await change(chosen);
  }

  async function activate(input: { templateId: string; name: string; key: string }): Promise<void> {
    unanswered = input;
    const operation = await client.activate(input);
    unanswered = null;
    actor.activations.push(operation.id);
    actor.takenOn += 1;
    unfinished.push(operation.id);
  }

  /** The wizard's part: waits for the instance, fills it in at the vendor, and has the server look. */
  async function finishSetUp(operationId: string, isOver: () => boolean): Promise<void> {
    const operation = await client.operation(operationId);
    if (operation.state === 'running') {
      if (!isOver()) await new Promise((resolve) => setTimeout(resolve, 20));
      return;
    }
    const { instanceId } = operation;
    if (operation.state === 'waiting_for_person' && instanceId !== null) {
      const [row] = (await client.rows()).filter(({ id }) => id === instanceId);
      const opened = await client.openWizard(instanceId);
      if (row) await subject.tray.fill(row.vendorId);
      await client.look(opened.id, 'finish');
      return;
    }
    unfinished = unfinished.filter((id) => id !== operationId);
    if (operation.state !== 'succeeded') {
      actor.complaints.push(
        `activation ${operationId} ${operation.state}: ${operation.problem?.code ?? 'without a cause'}`,
      );
      return;
    }
    actor.acknowledged.push({ operationId, kind: 'activate' });
    actor.instances.push({ id: instanceId ?? '', name: operation.name, enabled: true, removed: false });
  }

  async function change(instance: Remembered): Promise<void> {
    const roll = random.below(10);
    if (roll < 1 && instance.name !== null) return remove(instance, instance.name);
    if (roll < 5) {
      named += 1;
      const name = `${label} ${named}`;
      instance.name = null;
      await send('rename', renameMutation, { id: instance.id, name });
      instance.name = name;
      return;
    }
    const enabled = instance.enabled !== true;
    instance.enabled = null;
    await send(enabled ? 'enable' : 'disable', enabled ? enableMutation : disableMutation, { id: instance.id });
    instance.enabled = enabled;
  }

  async function remove(instance: Remembered, confirmation: string): Promise<void> {
    instance.removed = null;
    await send('remove', removeMutation, { id: instance.id, confirmation });
    instance.removed = true;
  }

  async function send(kind: Acknowledged['kind'], mutation: string, variables: Record<string, unknown>) {
    const { change: answer } = await client.graph<Changed>(mutation, variables);
    // Not settled within the server's patience: it is not done, and nobody said so.
    if (answer.operation.state !== 'succeeded') throw new Error(`${kind} is ${answer.operation.state}`);
    actor.acknowledged.push({ operationId: answer.operation.id, kind });
  }

  return actor;
}

interface Changed {
  change: { operation: { id: string; state: string } };
}

const enableMutation = 'mutation ($id: ID!) { change: enableInstance(input: { id: $id }) { operation { id state } } }';
const disableMutation =
  'mutation ($id: ID!) { change: disableInstance(input: { id: $id }) { operation { id state } } }';
const renameMutation =
  'mutation ($id: ID!, $name: String!) { change: renameInstance(input: { id: $id, name: $name }) { operation { id state } } }';
const removeMutation =
  'mutation ($id: ID!, $confirmation: String!) { change: removeInstance(input: { id: $id, confirmation: $confirmation }) { operation { id state } } }';

/** What an owner knows of an instance after a crash: whatever it is at the vendor, if it was in doubt. */
export function recall(actor: Actor, found: { id: string; name: string; enabled: boolean }[]): void {
  const byId = new Map(found.map((row) => [row.id, row]));
  actor.instances = actor.instances.flatMap((instance) => {
    const row = byId.get(instance.id);
    if (!row) return [];
    return [{ id: instance.id, name: row.name, enabled: row.enabled, removed: false }];
  });
}
