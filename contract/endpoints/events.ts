/** What an event can be about. `session`: the caller's own session has ended. */
export const eventNouns = ['instance', 'operation', 'template', 'vendor', 'session', 'bulk', 'account'] as const;

export type EventNoun = (typeof eventNouns)[number];

/**
 * One event of the stream: something about this noun changed. It carries no data, so that whoever hears of it must ask, and
 * is answered by the same rules as ever. `id` null: more of them changed than are worth naming.
 */
export interface ChangeEvent {
  noun: EventNoun;
  id: string | null;
}

/** The stream of `text/event-stream` (HTML standard, server-sent events): `data` is a `ChangeEvent` as JSON. */
export const eventStreamPath = '/api/events';

/**
 * The name of the event that the stream begins with and repeats while the server hears of changes; `data` is an
 * `AliveEvent`. A comment would keep the connection open as well, but a page is not told of comments.
 */
export const aliveEventName = 'alive';

/** Whose stream it is, by their identity (`identityOf`). */
export interface AliveEvent {
  person: string;
}

/** How often `alive` comes at least. */
export const aliveIntervalMs = 20_000;
