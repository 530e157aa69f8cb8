import { getOperation } from '#contract/endpoints/operations.ts';
import type { Hono } from 'hono';
import { mayReach } from '../../accounts/ownership.ts';
import { formatOperation } from '../operation-format.ts';
import { ProblemError } from '../problem-error.ts';
import { auditOutOfReach, isUuid } from '../reach-instance.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/** One operation, for whoever may see its account. */
export function addOperationEndpoint(app: Hono<GatewayEnvironment>, services: Services): void {
  app.get(getOperation.path, async (context) => {
    const person = signedInPerson(context);
    const id = context.req.param('id') ?? '';
    const operation = isUuid(id) ? await services.journal.find(id) : null;
    if (!operation) throw new ProblemError('not_found');
    if (!mayReach(person, operation.account_id)) {
      await auditOutOfReach(services, person, `operation ${id}`, context.get('requestId'));
      throw new ProblemError('not_found');
    }
    return context.json({ operation: await formatOperation(services, operation) });
  });
}
