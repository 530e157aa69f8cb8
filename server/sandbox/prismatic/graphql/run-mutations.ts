import { runFlow } from '../flows/run-flow.ts';
import { refusal } from '../prismatic-errors.ts';
import { type PrismaticContext, requireConfigurer } from './context.ts';
import { payload, type With } from './payloads.ts';
import { queries } from './queries.ts';

interface TestInput {
  id?: string | null;
  payload?: string | null;
  contentType?: string | null;
  headers?: string | null;
}

/** What starts a run without its webhook address. */
export const runMutations = {
  testInstanceFlowConfig: (args: With<TestInput>, context: PrismaticContext) =>
    payload(args, async () => {
      requireConfigurer(context);
      const { input } = args;
      const flowConfig = input.id ? await queries.instanceFlowConfig({ id: input.id }, context) : null;
      if (!flowConfig) throw refusal('id', 'There is no such flow.');
      const instance = await context.instance(flowConfig.instance_id);
      const version = await context.version(instance.version_id);
      const flow = version.definition.flows.find(({ id }) => id === flowConfig.flow_id);
      if (instance.last_deployed_at === null || !flow) throw refusal('__all__', 'The instance is not deployed.');
      const execution = await runFlow(context.services, flowConfig, flow, version.id, {
        payload: {
          contentType: input.contentType ?? flowConfig.test_content_type ?? 'application/json',
          body: input.payload ?? flowConfig.test_payload ?? '',
        },
        type: 'INTEGRATION_FLOW_TEST',
        isTest: true,
        replayOf: null,
      });
      const failed = flow.isSynchronous && execution.error !== null;
      return {
        testInstanceFlowConfigResult: {
          flowConfig,
          execution,
          statusCode: failed ? 500 : 200,
          body: flow.isSynchronous ? execution.response.body : JSON.stringify({ executionId: execution.id }),
          headers: { 'content-type': 'application/json' },
        },
      };
    }),

  replayExecution: (args: With<{ id?: string | null }>, context: PrismaticContext) =>
    payload(args, async () => {
      requireConfigurer(context);
      const failed = args.input.id ? await queries.executionResult({ id: args.input.id }, context) : null;
      if (!failed) throw refusal('id', 'There is no such execution.');
      if (failed.ended_at > context.services.clock.now()) throw refusal('__all__', 'The execution has not ended yet.');
      const flowConfig = await context.flowConfig(failed.flow_config_id);
      const version = await context.version((await context.instance(failed.instance_id)).version_id);
      const flow = version.definition.flows.find(({ id }) => id === flowConfig.flow_id);
      if (!flow) throw refusal('__all__', 'The flow of this execution is gone.');
      const instanceExecutionResult = await runFlow(context.services, flowConfig, flow, version.id, {
        payload: failed.request,
        type: failed.invoke_type,
        isTest: failed.is_test,
        replayOf: failed.id,
      });
      return { instanceExecutionResult };
    }),
};
