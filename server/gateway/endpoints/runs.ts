import { getLogs, getStepResult, type LogLine, postFlowTest, postReplay } from '#contract/endpoints/runs.ts';
import type { Context, Hono } from 'hono';
import type { LogLine as LogRecord } from '../../vendors/runs.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { ProblemError } from '../problem-error.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import { auditRun } from '../runs/audit-run.ts';
import { readLogRequest, writeReference } from '../runs/log-request.ts';
import { auditingForeignRows, type InstanceRuns, reachRuns, readRunOf } from '../runs/reach-runs.ts';
import { replayRun } from '../runs/replaying.ts';
import { shownFlowTest } from '../runs/shown-flow-test.ts';
import { longestShownText, shownForeignText, shownResult } from '../runs/shown-result.ts';
import type { Services } from '../services.ts';
import { signedInPerson } from '../signed-in-person.ts';

/**
 * Log lines, results of steps, repetitions and tests. They are about what customers send, so they are for people who may
 * change things; nothing of it is kept, and answers are `no-store`, as everything under `/api/` is.
 *
 * No vendor tells us when a run goes on, so no event comes for one: pages ask again by themselves, lists of runs every 15 s
 * while they are on show, a run that is under way and the live tail of its log every 3 s.
 */
export function addRunEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  app.get(getLogs.path, async (context) => {
    const { reached } = await reach(services, context);
    const { instance, runs, owner } = reached;
    const asked = readLogRequest(new URL(context.req.url), instance.vendorId, services.clock.now());
    const page = await auditingForeignRows(services, instance.account.id, () =>
      runs.listLogs(owner, asked.filter, asked.after),
    );
    // A vendor that forgets the filter must not show one instance's lines below another's name.
    const own = page.lines.filter(({ vendorId }) => vendorId === null || vendorId === instance.vendorId);
    return context.json({ lines: own.map(shownLine), next: writeReference(asked, page.next) });
  });

  app.get(getStepResult.path, async (context) => {
    const asked = await reach(services, context);
    const { reached } = asked;
    const runId = context.req.param('runId') ?? '';
    const found = await readRunOf(services, reached, runId);
    const step = found?.steps.find(({ stepId }) => stepId === context.req.param('stepId'));
    if (!step) throw new ProblemError('not_found');
    // Before anything is read of it, so that nobody looks at a customer's data unseen.
    await auditRun(asked, { action: 'run.view_result', error: null, detail: step.name });
    const result = await reached.runs.readStepResult(reached.owner, runId, step.stepId);
    if (!result) throw new ProblemError('gone', subjectOf(reached));
    return context.json(shownResult(result.content));
  });

  app.post(postReplay.path, async (context) => {
    const asked = await reach(services, context);
    const found = await readRunOf(services, asked.reached, context.req.param('runId') ?? '');
    if (!found) throw new ProblemError('not_found');
    return context.json({ runId: await replayRun({ ...asked, run: found.run }) });
  });

  app.post(postFlowTest.path, async (context) => {
    const asked = await reach(services, context);
    const request = await readBody(context, postFlowTest);
    const { instance, runs, owner } = asked.reached;
    const action = 'instance.test_flow';
    try {
      // It begins a run, so it is sent once, whatever becomes of the answer.
      const test = await runs.testFlow(owner, instance.vendorId, context.req.param('flowId') ?? '', request);
      if (!test) throw new ProblemError('not_found');
      await auditRun(asked, { action, error: null, detail: test.run?.flowName ?? null });
      return context.json(shownFlowTest(test, request.headers));
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      await auditRun(asked, { action, error, detail: null });
      if (error.wasDone === 'no') throw error;
      throw new ProblemError('outcome_unknown', { changed: 'unknown', ...subjectOf(asked.reached) });
    }
  });
}

async function reach(services: Services, context: Context<GatewayEnvironment>) {
  const person = signedInPerson(context);
  const requestId = context.get('requestId');
  const reached = await reachRuns(services, person, context.req.param('id') ?? '', requestId);
  if (!reached) throw new ProblemError('not_found');
  return { services, reached, person, requestId };
}

function subjectOf({ instance }: InstanceRuns) {
  return { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
}

/** Its text is foreign, and may repeat what somebody should not have logged. */
function shownLine({ lineId, at, severity, message, runId, flowName, stepName }: LogRecord): LogLine {
  return {
    lineId,
    at: at.toISOString(),
    severity,
    message: shownForeignText(message, longestShownText),
    runId,
    flowName,
    stepName,
  };
}
