import { postAuthDialog, postAuthDialogLook, type ShownAuthentication } from '#contract/endpoints/auth-dialogs.ts';
import type { Person } from '#contract/people.ts';
import type { Context, Hono } from 'hono';
import { wizardRefusal } from '../../accounts/ownership.ts';
import type { WantedAuthDialog } from '../../operations/auth-dialogs.ts';
import { ProblemError } from '../problem-error.ts';
import { auditOutOfReach, isUuid, reachInstance } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/**
 * Opening a vendor's dialog about one connection, and looking at what came of it. Both are the owner's own people's alone.
 * Answers are `no-store`, as everything under `/api/` is.
 */
export function addAuthDialogEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  app.post(postAuthDialog.path, async (context) => {
    const person = signedInPerson(context);
    const requestId = context.get('requestId');
    const { accountId, wanted } = await readWanted(services, context, person);
    const opened = await services.authDialogs.open(person, accountId, wanted, requestId);
    if (!opened) throw new ProblemError('not_found');
    return context.json({ authDialog: { id: opened.id }, url: opened.url, origin: opened.origin }, 201);
  });

  app.post(postAuthDialogLook.path, async (context) => {
    const person = signedInPerson(context);
    const requestId = context.get('requestId');
    const id = context.req.param('id') ?? '';
    const dialog = isUuid(id) ? await services.authDialogs.find(id) : null;
    if (!dialog) throw new ProblemError('not_found');
    // A dialog is its opener's alone, not even a colleague's of the same account.
    if (dialog.person_id !== person.id) {
      await auditOutOfReach(services, person, `auth dialog ${id}`, requestId);
      throw new ProblemError('not_found');
    }
    const refusal = wizardRefusal(person, dialog.account_id);
    if (refusal !== null) throw new ProblemError(refusal, { vendor: dialog.vendor });
    const { authenticationId } = await readBody(context, postAuthDialogLook);
    const outcome = await services.authDialogs.look(dialog, authenticationId, requestId);
    if (!outcome) throw new ProblemError('not_found', { vendor: dialog.vendor });
    return context.json({
      authentication: shown(outcome.authentication),
      before: outcome.before && shown(outcome.before),
      isOtherAccount: outcome.isOtherAccount,
    });
  });
}

/** What is wanted, once it is found to be this person's to want. */
async function readWanted(
  services: Services,
  context: Context<GatewayEnvironment>,
  person: Person,
): Promise<{ accountId: string; wanted: WantedAuthDialog }> {
  const body = await readBody(context, postAuthDialog);
  if (body.use !== 'slot') {
    // Without an instance it can only be about the person's own account.
    const refusal = wizardRefusal(person, person.account?.id ?? '');
    if (refusal !== null) throw new ProblemError(refusal);
    if (!person.account) throw new ProblemError('owner_only');
    return { accountId: person.account.id, wanted: body };
  }
  const instance = await reachInstance(services, person, body.instanceId, context.get('requestId'));
  if (!instance) throw new ProblemError('not_found');
  const refusal = wizardRefusal(person, instance.account.id);
  const subject = { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
  if (refusal !== null) throw new ProblemError(refusal, subject);
  return { accountId: instance.account.id, wanted: { use: 'slot', instance, externalId: body.externalId } };
}

function shown({ id, name, serviceTitle, accountName }: ShownAuthentication): ShownAuthentication {
  return { id, name, serviceTitle, accountName };
}
