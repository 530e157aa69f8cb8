import type { z } from 'zod';
import type { VendorOwner } from '../adapter.ts';
import type { RunCount, RunFilter, RunReader, RunWriter } from '../runs.ts';
import { outsideAddress } from './addresses.ts';
import type { PrismaticCalls } from './calls.ts';
import { garbled, gone, readable } from './errors.ts';
import { createLogReader } from './log-reader.ts';
import { demandOwned, isOwned } from './owned.ts';
import { nextPage, pageVariables } from './paging.ts';
import { payloadOf } from './payload.ts';
import { mostHours, runDocuments } from './run-documents.ts';
import { toFlowTest, toRunRecord, toRunStep } from './run-mapping.ts';
import { fetchStepResult, type MessagePackReader } from './step-results.ts';
import type { PrismaticCall, PrismaticTransport } from './transport.ts';
import { readWholeInstance } from './instances.ts';
import { readConnection, rootOf } from './wire-lists.ts';
import { wireCount, wireRun, wireRunWithResults, wireRunWithSteps, wireTest } from './wire-runs.ts';
import { writeDocuments } from './write-documents.ts';

const hourMs = 3_600_000;

/** Reads and begins executions. */
export function createRunClient(options: {
  calls: PrismaticCalls;
  transport: PrismaticTransport;
  baseUrl: URL;
  readMessagePack: MessagePackReader;
}): RunReader & RunWriter {
  const { calls, transport, baseUrl, readMessagePack } = options;

  const ask = (owner: VendorOwner | null, call: PrismaticCall) =>
    owner === null ? calls.asOperator(call) : calls.asOwner(owner, call);

  /** One run, in the parts that the schema names; null when there is none of this owner. */
  async function runOf<Run extends { id: string; instance: { customer: { id: string } } }>(
    owner: VendorOwner | null,
    runId: string,
    document: { text: string },
    schema: z.ZodType<Run>,
  ): Promise<Run | null> {
    const answer = rootOf(await ask(owner, { document, variables: { id: runId }, effect: 'read' }), 'executionResult');
    if (answer === null) return null;
    return readable('read', () => {
      const run = schema.parse(answer);
      if (owner !== null && !isOwned(run.instance.customer.id, owner)) return null;
      if (run.id !== runId) throw garbled('read', 'Prismatic answered with another run than was asked for');
      return run;
    });
  }

  return {
    listRuns: async (owner, filter, after) => {
      const variables = { ...pageVariables(after), ...filterVariables(owner, filter) };
      const data = await ask(owner, { document: runDocuments.runs, variables, effect: 'read' });
      return readable('read', () => {
        const page = readConnection(rootOf(data, 'executionResults'), wireRun);
        if (page === null) throw garbled('read', 'The list of runs cannot be read');
        // Asked for by customer, so with either credential somebody else's row is no answer at all.
        for (const { instance } of page.rows) {
          if (owner !== null) isOwned(instance.customer.id, { vendorAccountId: owner.vendorAccountId });
        }
        // Prismatic leaves out the repetitions themselves, and not what has been repeated.
        const runs = page.rows.map(toRunRecord).filter(({ wasReplayed }) => !(filter.isUnmended && wasReplayed));
        const { totalCount, unreadableCount } = page;
        return { runs, unreadableCount, totalCount, next: nextPage(after, page) };
      });
    },

    readRun: async (owner, runId) => {
      const run = await runOf(owner, runId, runDocuments.run, wireRunWithSteps);
      return run === null ? null : { run: toRunRecord(run), steps: run.stepResults.map(toRunStep) };
    },

    readStepResult: async (owner, runId, stepId) => {
      const run = await runOf(owner, runId, runDocuments.results, wireRunWithResults);
      const step = run?.stepResults.find(({ id }) => id === stepId);
      if (step === undefined) return null;
      const address = outsideAddress(step.resultsUrl, baseUrl);
      if (address === null) throw garbled('read', 'The address of the result cannot be opened');
      const account = owner?.vendorAccountId ?? null;
      const content = await transport.guard.send({ account, effect: 'read' }, () =>
        fetchStepResult(address, readMessagePack),
      );
      return content === null ? null : { content };
    },

    listLogs: createLogReader(calls),

    countRuns: async (owner, { vendorId }, { until, hours }) => {
      if (!Number.isInteger(hours) || hours < 1 || hours >= mostHours) {
        throw new RangeError(`Between 1 and ${mostHours - 1} hours can be counted`);
      }
      const begins = Array.from({ length: mostHours }, (_, hour) => until.getTime() - (mostHours - hour) * hourMs);
      const variables = {
        ...Object.fromEntries(
          begins.flatMap((beginsAt, hour) => [
            [`from${hour}`, new Date(beginsAt).toISOString()],
            [`to${hour}`, new Date(beginsAt + hourMs - 1).toISOString()],
          ]),
        ),
        ...(owner === null ? {} : { customer: owner.vendorAccountId }),
        ...(vendorId === undefined ? {} : { instance: vendorId }),
      };
      const data = await ask(owner, { document: runDocuments.counts, variables, effect: 'read' });
      const countOf = (name: string) => wireCount.parse(rootOf(data, name)).totalCount;
      return readable('read', () =>
        begins
          .map((beginsAt, hour): RunCount => {
            return { from: new Date(beginsAt), all: countOf(`all${hour}`), failed: countOf(`failed${hour}`) };
          })
          .slice(-hours),
      );
    },

    testFlow: async (owner, vendorId, flowId, { payload, contentType, headers }) => {
      // A flow says nowhere in this call whose it is, so it must be one of the instance's.
      const instance = await readWholeInstance(calls, owner, vendorId);
      if (!instance) throw gone();
      if (!instance.flowConfigs.some(({ id }) => id === flowId)) return null;
      const input = {
        id: flowId,
        ...(payload === null ? {} : { payload }),
        ...(contentType === null ? {} : { contentType }),
        ...(Object.keys(headers).length === 0 ? {} : { headers: JSON.stringify(headers) }),
      };
      const data = await calls.asOwner(owner, {
        document: writeDocuments.testFlow,
        variables: { input },
        effect: 'write',
        secrets: Object.values(headers),
      });
      const object = 'testInstanceFlowConfigResult';
      return toFlowTest(payloadOf(data, { field: 'testInstanceFlowConfig', object, schema: wireTest }));
    },

    replayRun: async (owner, runId) => {
      if (owner.credential === 'operator') {
        const run = await runOf(owner, runId, runDocuments.results, wireRunWithResults);
        if (run === null) throw gone();
        await demandOwned(calls, owner, run.instance.id);
      }
      const data = await calls.asOwner(owner, {
        document: writeDocuments.replayRun,
        variables: { input: { id: runId } },
        effect: 'write',
      });
      const run = payloadOf(data, { field: 'replayExecution', object: 'instanceExecutionResult', schema: wireRun });
      return readable('write', () => {
        if (run.instance.customer.id === owner.vendorAccountId) return toRunRecord(run);
        throw garbled('write', 'Prismatic answered with somebody else’s run');
      });
    },
  };
}

/** Only what is asked for is sent: what an empty filter means is not documented. */
function filterVariables(owner: VendorOwner | null, filter: RunFilter): Record<string, unknown> {
  const { vendorId, flowId, state, isUnmended, from, to } = filter;
  return {
    ...(owner === null ? {} : { customer: owner.vendorAccountId }),
    ...(vendorId === undefined ? {} : { instance: vendorId }),
    ...(flowId === undefined ? {} : { flowConfig: flowId }),
    ...(state === undefined ? {} : { status: state === 'failed' ? 'ERROR' : 'SUCCESS' }),
    ...(isUnmended === true ? { errorIsNull: false, replayedIsNull: true } : {}),
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(to === undefined ? {} : { to: to.toISOString() }),
  };
}
