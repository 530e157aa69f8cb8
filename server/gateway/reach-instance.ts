import type { Person } from '#contract/people.ts';
import { mayReach } from '../accounts/ownership.ts';
import { isPublicTo } from '../inventory/deployments/public-solutions.ts';
import { findInstance, type IndexedInstance } from '../inventory/indexed-instance.ts';
import type { Services } from './services.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/**
 * The instance with this id, if this person may see it. What is not theirs is answered like what does not exist; that
 * somebody asked for it is audited.
 */
export async function reachInstance(
  services: Services,
  person: Person,
  instanceId: string,
  requestId: string,
): Promise<IndexedInstance | null> {
  if (!isUuid(instanceId)) return null;
  const instance = await findInstance(services.database, instanceId);
  if (!instance) return null;
  if (mayReach(person, instance.account.id)) return instance;
  const isPublic = await isPublicTo(services.database, { person, instanceId });
  if (mayReach(person, instance.account.id, isPublic)) return instance;
  await auditOutOfReach(services, person, `instance ${instanceId}`, requestId);
  return null;
}

/** Records that somebody asked for what is not theirs. `subject` names it by noun and id. */
export async function auditOutOfReach(
  services: Services,
  person: Person,
  subject: string,
  requestId: string,
): Promise<void> {
  await services.audit.append({
    action: 'request.refuse',
    outcome: 'refused',
    personId: person.id,
    accountId: person.account?.id ?? null,
    problemCode: 'not_found',
    detail: subject,
    requestId,
  });
}
