import type { Operation } from '#contract/operations.ts';
import type { WizardSession } from '#contract/endpoints/wizard-sessions.ts';
import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { Caller } from './test-server.ts';

/** What a person gives with an activation, so that its wizard need not ask for it. */
export interface GivenValues {
  authValues?: { externalId: string; authenticationId: string }[];
  configValues?: { externalId: string; value: string }[];
}

/** The steps of an activation as the page takes them. */
export interface ActivationDriver {
  begin(templateId: string, name: string, key?: string, values?: GivenValues): Promise<Operation>;
  watch(operationId: string, until: (operation: Operation) => boolean): Promise<Operation>;
  openWizard(instanceId: string): Promise<WizardSession>;
  look(sessionId: string, reason: string): Promise<WizardSession>;
}

export function driveActivation(caller: Caller): ActivationDriver {
  const json = async <Answer>(answer: Response): Promise<Answer> => {
    const body: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
    return body as Answer;
  };
  return {
    begin: async (templateId, name, key = randomUUID(), values = {}) => {
      const body = { vendor: 'tray', templateId, name, key, ...values };
      const answer = await caller.request('POST', '/api/activations', body);
      return (await json<{ operation: Operation }>(answer)).operation;
    },
    watch: (operationId, until) =>
      vi.waitFor(
        async () => {
          const answer = await caller.request('GET', `/api/operations/${operationId}`);
          const { operation } = await json<{ operation: Operation }>(answer);
          if (!until(operation)) throw new Error(`the operation is at ${JSON.stringify(operation)}`);
          return operation;
        },
        { timeout: 10_000, interval: 50 },
      ),
    openWizard: async (instanceId) => {
      const answer = await caller.request('POST', '/api/wizard-sessions', { instanceId });
      return (await json<{ wizardSession: WizardSession }>(answer)).wizardSession;
    },
    look: async (sessionId, reason) => {
      const answer = await caller.request('POST', `/api/wizard-sessions/${sessionId}/looks`, { reason });
      return (await json<{ wizardSession: WizardSession }>(answer)).wizardSession;
    },
  };
}
