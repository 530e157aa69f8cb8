import { postActivation } from '#contract/endpoints/activations.ts';
import type { Hono } from 'hono';
import { wizardRefusal } from '../../accounts/ownership.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import { findTemplate } from '../../inventory/catalogue.ts';
import { formatOperation } from '../operation-format.ts';
import { ProblemError } from '../problem-error.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/** Starts an activation for the person's own account. The answer comes at once; the operation goes on. */
export function addActivationEndpoint(app: Hono<GatewayEnvironment>, services: Services): void {
  app.post(postActivation.path, async (context) => {
    const person = signedInPerson(context);
    const refusal = wizardRefusal(person, person.account?.id ?? '');
    if (refusal !== null || person.account === null) throw new ProblemError(refusal ?? 'owner_only');
    const body = await readBody(context, postActivation);
    const template = await findTemplate(services.database, body.vendor, body.templateId);
    if (!template) throw new ProblemError('not_found', { vendor: body.vendor });
    await ownerAt(services.database, body.vendor, person.account.id);
    const operation = await services.journal.start({
      kind: 'activate',
      state: 'running',
      step: 'creating',
      vendor: body.vendor,
      accountId: person.account.id,
      personId: person.id,
      requestId: context.get('requestId'),
      requestKey: body.key,
      templateId: body.templateId,
      name: body.name,
    });
    services.worker.wake(operation.id);
    return context.json({ operation: await formatOperation(services, person, operation) }, 202);
  });
}
