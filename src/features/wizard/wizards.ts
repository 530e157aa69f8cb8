import { useStore } from '@nanostores/react';
import { postActivation } from '#contract/endpoints/activations.ts';
import { postWizardLook, postWizardSession } from '#contract/endpoints/wizard-sessions.ts';
import { vendorNames } from '#contract/vendors.ts';
import { queryClient, whenCachesDrop } from '#src/api/caches.ts';
import { send } from '#src/api/http.ts';
import { refresh } from '#src/api/refresh.ts';
import { currentSession } from '#src/features/session/session.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import { operationQuery } from './operation-query.ts';
import { createWizardFlows } from './wizard-flows.ts';
import { openWizardWindow } from './wizard-window.ts';

const messages = i18n('wizardWindow', { opening: params<{ vendor: string }>('Opening {vendor}…') });

/** The wizards of this tab. */
export const wizards = createWizardFlows({
  openWindow: (name, vendor) => openWizardWindow(name, messages.get().opening({ vendor: vendorNames[vendor] })),
  startActivation: async (activation) => (await send(postActivation, { body: activation })).operation,
  readOperation: (id) => queryClient.fetchQuery({ ...operationQuery(id), staleTime: 0 }),
  openSession: (instanceId) => send(postWizardSession, { body: { instanceId } }),
  look: (id, reason) => send(postWizardLook, { params: { id }, body: { reason } }),
  allowedOrigins: () => currentSession()?.wizardOrigins ?? [],
  changed: () => refresh('instance'),
});

whenCachesDrop(wizards.clear);

/** Every opening of a wizard that is on show. */
export function useWizardFlows() {
  return useStore(wizards.flows);
}
