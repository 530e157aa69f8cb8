import type { Person } from '#contract/people.ts';

/** What the middleware knows about a request by the time a handler runs. */
export interface RequestVariables {
  requestId: string;
  person: Person | null;
  /** Made for this answer alone; the document's scripts and styles carry it. */
  nonce: string;
}

export interface GatewayEnvironment {
  Variables: RequestVariables;
}
