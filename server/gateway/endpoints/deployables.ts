import {
  deleteConnection,
  getConnections,
  getInstanceForm,
  getPageContent,
  postConsent,
  postDeployment,
  postVersion,
  putInstanceValues,
} from '#contract/endpoints/deployables.ts';
import type { Context, Hono } from 'hono';
import { changeRefusal } from '../../accounts/ownership.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import { beginDeployment, beginVersionChange } from '../../operations/deployables/beginning.ts';
import { changeStoredValues } from '../../operations/deployables/changing-stored-values.ts';
import { disconnect, openConsent } from '../../operations/deployables/consents.ts';
import { reach, type Reached } from '../../operations/deployables/deployable-context.ts';
import { pollConnections, present, readPageContent, readWholeForm } from '../../operations/deployables/stored-form.ts';
import type { OperationRow } from '../../operations/journal.ts';
import { formatOperation } from '../operation-format.ts';
import { ProblemError, toProblemError } from '../problem-error.ts';
import { reachInstance } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/**
 * Configuring, deploying and updating instances of published versions. What they hold is for those who may change it, and what
 * is sent is in no log; answers are `no-store`, as everything under `/api/` is.
 */
export function addDeployableEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  app.get(getInstanceForm.path, (context) =>
    about(services, context, async (reached) => {
      const whole = await readWholeForm(services, reached, context.req.query('version'));
      if (!whole) throw new ProblemError('not_found');
      const waiting = await services.journal.waitingOf(reached.instance.id);
      return context.json({
        ...present(whole, reached),
        waiting: waiting && (await formatOperation(services, reached.asking.person, waiting)),
      });
    }),
  );

  app.get(getPageContent.path, (context) =>
    about(services, context, async (reached) => {
      const page = context.req.query('page') ?? '';
      if (page === '') throw new ProblemError('bad_input', { fields: { page: 'required' } });
      return context.json(await readPageContent(services, reached, page));
    }),
  );

  app.put(putInstanceValues.path, (context) =>
    about(services, context, async (reached) => {
      const wanted = await readBody(context, putInstanceValues);
      return context.json(await changeStoredValues(services, reached, wanted));
    }),
  );

  app.post(postDeployment.path, (context) =>
    about(services, context, async (reached) => answer(context, reached, await beginDeployment(services, reached))),
  );

  app.post(postVersion.path, (context) =>
    about(services, context, async (reached) => {
      const { versionId } = await readBody(context, postVersion);
      return answer(context, reached, await beginVersionChange(services, reached, versionId));
    }),
  );

  app.get(getConnections.path, (context) =>
    about(services, context, async (reached) =>
      context.json({ connections: await pollConnections(services, reached) }),
    ),
  );

  app.post(postConsent.path, (context) =>
    about(services, context, async (reached) => {
      const opened = await openConsent(services, reached, context.req.param('key') ?? '');
      if (!opened) throw new ProblemError('not_found');
      return context.json(opened, 201);
    }),
  );

  app.delete(deleteConnection.path, (context) =>
    about(services, context, async (reached) => {
      const connections = await disconnect(services, reached, context.req.param('key') ?? '');
      if (!connections) throw new ProblemError('not_found');
      return context.json({ connections });
    }),
  );

  async function answer(context: Context<GatewayEnvironment>, { asking }: Reached, operation: OperationRow) {
    services.worker.wake(operation.id);
    return context.json({ operation: await formatOperation(services, asking.person, operation) }, 202);
  }
}

/** Does something with the instance of the address, for whoever may change it. What goes wrong names the instance. */
async function about(
  services: Services,
  context: Context<GatewayEnvironment>,
  work: (reached: Reached) => Promise<Response>,
): Promise<Response> {
  const person = signedInPerson(context);
  const requestId = context.get('requestId');
  const instance = await reachInstance(services, person, context.req.param('id') ?? '', requestId);
  if (!instance) throw new ProblemError('not_found');
  const refusal = changeRefusal(person, instance.account.id);
  if (refusal !== null) throw new ProblemError(refusal, subjectOf(instance));
  try {
    return await work(await reach(services, instance, { person, requestId }));
  } catch (error) {
    const problem = toProblemError(error)?.problem;
    throw problem ? new ProblemError(problem.code, { ...problem, ...subjectOf(instance) }) : error;
  }
}

function subjectOf({ vendor, id, name }: IndexedInstance) {
  return { vendor, instance: { id, name } };
}
