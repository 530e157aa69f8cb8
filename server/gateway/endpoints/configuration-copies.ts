import { postConfigurationCopy } from '#contract/endpoints/configuration-copies.ts';
import type { Hono } from 'hono';
import { changeRefusal } from '../../accounts/ownership.ts';
import { takeCopy } from '../../operations/configuration-copies/take-copy.ts';
import { ProblemError, toProblemError } from '../problem-error.ts';
import { reachInstance } from '../reach-instance.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/**
 * Copies of what instances are set to, for whoever may remove them. Answers are `no-store`, as everything under `/api/` is; the
 * person's own file is the only place where a copy stays.
 */
export function addConfigurationCopyEndpoint(app: Hono<GatewayEnvironment>, services: Services): void {
  app.post(postConfigurationCopy.path, async (context) => {
    const person = signedInPerson(context);
    const requestId = context.get('requestId');
    const instance = await reachInstance(services, person, context.req.param('id') ?? '', requestId);
    if (!instance) throw new ProblemError('not_found');
    const subject = { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
    const refusal = changeRefusal(person, instance.account.id);
    if (refusal !== null) throw new ProblemError(refusal, subject);
    try {
      return context.json({ copy: await takeCopy(services, instance, { person, requestId }) });
    } catch (error) {
      const problem = toProblemError(error)?.problem;
      throw problem ? new ProblemError(problem.code, { ...problem, ...subject }) : error;
    }
  });
}
