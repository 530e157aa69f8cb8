import type { Clock } from '#server/platform/clock.ts';
import type { Life } from '#server/testing/mortal-database.ts';
import type { InstanceDetail, InstanceRecord, VendorAdapter, VendorOwner } from '#server/vendors/adapter.ts';
import { trayCapabilities } from '#server/vendors/tray/capabilities.ts';
import { VendorError, VendorPausedError } from '#server/vendors/vendor-error.ts';

/** What comes of a call that changes something. `unheard`: no answer came, whether it was done or not. */
export const answers = [
  'done',
  'refused with words',
  'refused',
  'forbidden',
  'busy',
  'down',
  'done, unheard',
  'not done, unheard',
] as const;

export type Answer = (typeof answers)[number];

/** An instance as the vendor has it, with what comes of the next calls about it; after those all goes well. */
export interface KeptInstance {
  name: string;
  isEnabled: boolean;
  isThere: boolean;
  answers: Answer[];
  failingReads: number;
}

/** A call that changes something, as the vendor saw it, and whether the process that sent it learnt what came of it. */
export interface Sent {
  answer: Answer | 'gone';
  changed: boolean;
  heard: boolean;
  /** Of the process that sent it: one that died may have had no time to note what it heard. */
  by: Life;
}

/** A vendor whose every answer is laid down before, and who remembers what it was sent. */
export interface MemoryVendor {
  readonly instances: Map<string, KeptInstance>;
  readonly sent: Map<string, Sent[]>;
  /** Until then it is left alone: nothing reaches it. */
  pausedUntil: Date | null;
  /** As a process with this life reaches it: each call takes one step of it before the vendor has it, and one after. */
  seenBy(life: Life): VendorAdapter;
}

export function createMemoryVendor(owner: VendorOwner, clock: Clock): MemoryVendor {
  const vendor: MemoryVendor = { instances: new Map(), sent: new Map(), pausedUntil: null, seenBy };
  const unavailable = (wasDone: 'no' | 'unknown') => new VendorError('tray', 'vendor_unavailable', { wasDone });

  async function reach<Result>(life: Life, work: () => Result): Promise<Result> {
    life.step();
    const now = clock.now();
    if (vendor.pausedUntil !== null && vendor.pausedUntil > now) {
      throw new VendorPausedError('tray', 'vendor_unavailable', now, vendor.pausedUntil.getTime() - now.getTime());
    }
    try {
      return work();
    } finally {
      life.step();
    }
  }

  async function send(life: Life, vendorId: string, change: (instance: KeptInstance) => void): Promise<InstanceRecord> {
    const sent: Sent = { answer: 'gone', changed: false, heard: false, by: life };
    try {
      const record = await reach(life, () => take(vendorId, sent, change));
      sent.heard = true;
      return record;
    } catch (error) {
      sent.heard = error instanceof VendorError && error.wasDone === 'no';
      throw error;
    }
  }

  function take(vendorId: string, sent: Sent, change: (instance: KeptInstance) => void): InstanceRecord {
    const instance = vendor.instances.get(vendorId);
    vendor.sent.set(vendorId, [...(vendor.sent.get(vendorId) ?? []), sent]);
    if (!instance?.isThere) throw new VendorError('tray', 'gone', { wasDone: 'no' });
    sent.answer = instance.answers.shift() ?? 'done';
    if (sent.answer === 'done' || sent.answer === 'done, unheard') {
      const before = stateOf(instance);
      change(instance);
      sent.changed = stateOf(instance) !== before;
    }
    const error = errorOf(sent.answer);
    if (error) throw error;
    return recordOf(vendorId, instance, owner);
  }

  function errorOf(answer: Answer): VendorError | null {
    switch (answer) {
      case 'done':
        return null;
      case 'refused with words':
        return new VendorError('tray', 'refused', { wasDone: 'no', vendorMessage: 'Not this one.' });
      case 'refused':
        return new VendorError('tray', 'refused', { wasDone: 'no' });
      case 'forbidden':
        return new VendorError('tray', 'vendor_forbidden', { wasDone: 'no' });
      case 'busy':
        return new VendorError('tray', 'rate_limited', { wasDone: 'no', retryAfterMs: 2_000 });
      case 'down':
        return unavailable('no');
      case 'done, unheard':
      case 'not done, unheard':
        return unavailable('unknown');
    }
  }

  async function read(life: Life, vendorId: string): Promise<InstanceDetail | null> {
    return reach(life, () => {
      const instance = vendor.instances.get(vendorId);
      if (!instance?.isThere) return null;
      if (instance.failingReads > 0) {
        instance.failingReads -= 1;
        throw unavailable('no');
      }
      const record = recordOf(vendorId, instance, owner);
      const solution = { templateId: 't', title: 'T', description: null, tags: [], customFields: [] };
      const none = { configSlotTitles: [], authSlots: [], configSlots: [], workflows: [] };
      return { record, solution: { ...solution }, ...none };
    });
  }

  function seenBy(life: Life): VendorAdapter {
    // Work on many asks for nothing else of an adapter.
    return {
      vendor: 'tray',
      capabilities: trayCapabilities,
      reader: { vendor: 'tray', readInstance: (_owner: VendorOwner, id: string) => read(life, id) },
      writer: {
        enableInstance: (_owner: VendorOwner, id: string) =>
          send(life, id, (instance) => {
            instance.isEnabled = true;
          }),
        disableInstance: (_owner: VendorOwner, id: string) =>
          send(life, id, (instance) => {
            instance.isEnabled = false;
          }),
        removeInstance: async (_owner: VendorOwner, id: string) => {
          await send(life, id, (instance) => {
            instance.isThere = false;
          });
        },
      },
      connectors: null,
      deployables: null,
      deployments: null,
    } as unknown as VendorAdapter;
  }

  return vendor;
}

/** What a change changes, to be compared. */
export function stateOf({ isThere, isEnabled }: KeptInstance): string {
  return isThere ? (isEnabled ? 'enabled' : 'disabled') : 'gone';
}

function recordOf(vendorId: string, { name, isEnabled }: KeptInstance, owner: VendorOwner): InstanceRecord {
  return {
    vendorId,
    vendorAccountId: owner.vendorAccountId,
    name,
    templateId: 't',
    templateName: 'Template',
    enabled: isEnabled,
    useCount: null,
    required: 'complete',
    missing: { connections: [], values: [] },
    flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
    createdAt: null,
    fingerprint: 'f',
    valuesFingerprint: 'key.f',
  };
}
