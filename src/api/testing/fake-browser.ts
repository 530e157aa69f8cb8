import { vi } from 'vitest';

/** An `EventSource` that says what the test wants. */
export class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static readonly opened: FakeEventSource[] = [];

  readyState = 1;

  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.opened.push(this);
  }

  say(type: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  /** The connection fails; the browser tries again by itself unless the answer was no stream. */
  fail(isRefused: boolean): void {
    this.readyState = isRefused ? 2 : 0;
    this.dispatchEvent(new Event('error'));
  }

  close(): void {
    this.readyState = 2;
  }
}

/** The sources that are open now. */
export function openSources(): FakeEventSource[] {
  return FakeEventSource.opened.filter(({ readyState }) => readyState !== 2);
}

/** A channel between the tabs of a test, without the delay of a real one. */
class FakeChannel extends EventTarget {
  static readonly all = new Set<FakeChannel>();

  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
    FakeChannel.all.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of FakeChannel.all) {
      if (other !== this && other.name === this.name) other.dispatchEvent(new MessageEvent('message', { data }));
    }
  }

  close(): void {
    FakeChannel.all.delete(this);
  }
}

/** Locks of which each name is held by one at a time, in the order of asking. */
function createFakeLocks() {
  const lines = new Map<string, Promise<unknown>>();
  return {
    request: async (name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>) => {
      const before = lines.get(name) ?? Promise.resolve();
      const mine = before.then(() => (signal.aborted ? undefined : hold()));
      lines.set(name, mine);
      await mine;
    },
  };
}

/** Puts them in the place of the browser's own. Without `shares` there are neither locks nor channels. */
export function installFakeBrowser({ shares }: { shares: boolean }): void {
  FakeEventSource.opened.length = 0;
  FakeChannel.all.clear();
  vi.stubGlobal('EventSource', FakeEventSource);
  vi.stubGlobal('BroadcastChannel', shares ? FakeChannel : undefined);
  Object.defineProperty(navigator, 'locks', { configurable: true, value: shares ? createFakeLocks() : undefined });
}
