import type { Person } from '#contract/people.ts';
import type { Context } from 'hono';
import { operatorRefusal } from '../accounts/ownership.ts';
import { ProblemError } from './problem-error.ts';
import { auditOutOfReach } from './reach-instance.ts';
import type { GatewayEnvironment } from './request-variables.ts';
import type { Services } from './services.ts';
import { signedInPerson } from './signed-in-person.ts';

/** The administrator who asks. To everybody else it does not exist; that they asked for it is audited. */
export async function demandAdmin(
  services: Services,
  context: Context<GatewayEnvironment>,
  subject: string,
): Promise<Person> {
  const person = signedInPerson(context);
  if (person.role === 'admin') return person;
  await auditOutOfReach(services, person, subject, context.get('requestId'));
  throw new ProblemError('not_found');
}

/** The same, for what changes something: an administrator may be one who may look only. */
export async function demandOperator(
  services: Services,
  context: Context<GatewayEnvironment>,
  subject: string,
): Promise<Person> {
  const admin = await demandAdmin(services, context, subject);
  const refusal = operatorRefusal(admin);
  if (refusal !== null) throw new ProblemError(refusal);
  return admin;
}
