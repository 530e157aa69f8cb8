import type { postAuthDialog, postAuthDialogLook } from '#contract/endpoints/auth-dialogs.ts';
import type { Endpoint } from '#contract/endpoints/endpoint.ts';
import type { ClientProblem } from '#src/api/problem.ts';

type RequestOf<Declared> = Declared extends Endpoint<infer Request, unknown> ? Request : never;
type ResponseOf<Declared> = Declared extends Endpoint<unknown, infer Response> ? Response : never;

/** What a dialog of the vendor is opened for; see the endpoint. */
export type AuthDialogTarget = RequestOf<typeof postAuthDialog>;

/** What the server says came of a dialog. */
export type AuthDialogAnswer = ResponseOf<typeof postAuthDialogLook>;

/**
 * Where one opening of the vendor's dialog stands.
 *
 * - `opening`: its address is asked for. `blocked`: the browser opened no window. `waiting`: the person is in it.
 * - `checking`: it said that it is finished, and the server looks at what came of it.
 * - `found`: the server has answered. `closed`: it was closed or cancelled; nothing was changed. `failed`: neither.
 */
export type AuthDialogPhase = 'opening' | 'blocked' | 'waiting' | 'checking' | 'found' | 'closed' | 'failed';

/** One opening of the vendor's dialog, as a page shows it. */
export interface AuthDialogFlow {
  target: AuthDialogTarget;
  phase: AuthDialogPhase;
  /** Why our server or the vendor did not do it. */
  problem: ClientProblem | null;
  /** What the dialog itself said when it failed. Shown as text only; empty when it gave no words. */
  dialogError: string | null;
}

/** Whether a person is in the middle of it. */
export function isAuthDialogOpen(flow: AuthDialogFlow | null): boolean {
  return flow !== null && ['opening', 'waiting', 'checking'].includes(flow.phase);
}
