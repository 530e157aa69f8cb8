import type { Person } from '#contract/people.ts';
import type { Services } from '../services.ts';

/** What every resolver is given. The person comes from the session, never from the request. */
export interface GraphContext {
  services: Services;
  person: Person;
  requestId: string;
}
