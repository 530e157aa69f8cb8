import type { DeployableDetail } from '#src/features/instances/deployable-detail.ts';

type Allowed = DeployableDetail['allowed'];

/** Which of the vendor's permissions an action needs. */
const permissionOf: Readonly<Partial<Record<string, keyof Allowed>>> = {
  edit: 'configure',
  continue: 'configure',
  deploy: 'deploy',
  finish: 'deploy',
  update: 'update',
  upgrade: 'update',
  enable: 'change',
  disable: 'change',
  rename: 'change',
  remove: 'remove',
  discard: 'remove',
};

/**
 * Whether the vendor refuses an action outright. What it does not tell (null) may be tried. Whether owners may move to a newer
 * version themselves is no matter for administrators, who do it with the operator's credential.
 */
export function isForbidden(action: string, allowed: Allowed | null, isAdmin: boolean): boolean {
  const permission = permissionOf[action];
  if (allowed === null || permission === undefined) return false;
  if (permission === 'update' && isAdmin) return allowed.change === false;
  return allowed[permission] === false;
}
