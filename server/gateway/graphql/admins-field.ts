import { auditOutOfReach } from '../reach-instance.ts';
import type { GraphContext } from './context.ts';

/** Whether an administrator asks for this. To everybody else the field has no value; that they asked for it is audited. */
export async function isForAdmin({ services, person, requestId }: GraphContext, subject: string): Promise<boolean> {
  if (person.role === 'admin') return true;
  await auditOutOfReach(services, person, subject, requestId);
  return false;
}
