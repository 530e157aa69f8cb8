import { AsyncLocalStorage } from 'node:async_hooks';

/** How soon a call to a vendor is wanted. `click`: somebody waits for it. `background`: nobody does. */
export type Urgency = 'click' | 'background';

const present = new AsyncLocalStorage<Urgency>();

/** Does work whose calls to vendors give way to those that somebody waits for. */
export function asBackground<Result>(work: () => Promise<Result>): Promise<Result> {
  return present.run('background', work);
}

/** Does work that somebody waits for, whatever began it. */
export function asClick<Result>(work: () => Promise<Result>): Promise<Result> {
  return present.run('click', work);
}

/** The urgency of what runs now; a click unless told otherwise. */
export function presentUrgency(): Urgency {
  return present.getStore() ?? 'click';
}
