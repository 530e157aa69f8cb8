import type { Caller } from '../store/tokens.ts';

/** The tokens a field may be asked with. A field that is not listed is open to both. */
const allowedTokens: Record<string, readonly Caller['kind'][]> = {
  users: ['master'],
  createExternalUser: ['master'],
  updateExternalUser: ['master'],
  removeExternalUser: ['master'],
  authorize: ['master'],
  generateAuthorizationCode: ['master'],
  createSolutionInstance: ['user'],
  updateSolutionInstance: ['user'],
  upgradeSolutionInstance: ['user'],
  removeSolutionInstance: ['user'],
};

/** Whether a token may ask for this field: a root field, or one under `viewer`. */
export function mayAsk(caller: Caller, field: string): boolean {
  return allowedTokens[field]?.includes(caller.kind) ?? true;
}
