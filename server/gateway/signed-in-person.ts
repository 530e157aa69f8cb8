import type { Person } from '#contract/people.ts';
import type { Context } from 'hono';
import { ProblemError } from './problem-error.ts';
import type { GatewayEnvironment } from './request-variables.ts';

/** Who asks. The middleware has refused everybody else before a handler runs. */
export function signedInPerson(context: Context<GatewayEnvironment>): Person {
  const person = context.get('person');
  if (!person) throw new ProblemError('signed_out');
  return person;
}
