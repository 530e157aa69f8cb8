import { useStore } from '@nanostores/react';
import { postWizardLook, postWizardSession } from '#contract/endpoints/wizard-sessions.ts';
import type { LookReason } from '#contract/endpoints/wizard-sessions.ts';
import { vendorNames } from '#contract/vendors.ts';
import { queryClient, whenCachesDrop } from '#src/api/caches.ts';
import { send } from '#src/api/http.ts';
import { problemOf } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { acrossSignIn } from '#src/features/session/interruption.ts';
import { currentSession } from '#src/features/session/session.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import { registerWork } from '#src/lib/open-work.ts';
import { forgetSession, forgetSessions, rememberSession, watchLeftSessions } from './left-sessions.ts';
import { activationQuery } from './activation-query.ts';
import { operationQuery } from './operation-query.ts';
import { createWizardFlows } from './wizard-flows.ts';
import { createWizardFrame } from './wizard-frame.ts';
import type { ScreenVerdict } from './wizard-ports.ts';
import { openWizardWindow } from './wizard-window.ts';

const messages = i18n('wizardWindow', {
  opening: params<{ vendor: string }>('Opening {vendor}…'),
  frame: params<{ vendor: string }>('Wizard of {vendor}'),
});

/** The wizards of this tab. */
export const wizards = createWizardFlows({
  openWindow: (name, vendor) => openWizardWindow(name, messages.get().opening({ vendor: vendorNames[vendor] })),
  openFrame: (vendor) => createWizardFrame(messages.get().frame({ vendor: vendorNames[vendor] })),
  startActivation: (activation) => acrossSignIn(() => queryClient.fetchQuery(activationQuery(activation))),
  readOperation: (id) => acrossSignIn(() => queryClient.fetchQuery({ ...operationQuery(id), staleTime: 0 })),
  openSession: async (instanceId) => {
    const opened = await acrossSignIn(() => send(postWizardSession, { body: { instanceId } }));
    rememberSession(opened.wizardSession.id);
    // There before it is needed, so that a server that is away by then can be told of in its words.
    if (asksForChecks(opened.url)) void loadChecks().catch(() => {});
    return opened;
  },
  look,
  validate,
  allowedOrigins: () => currentSession()?.wizardOrigins ?? [],
  changed: () => refresh('instance'),
});

registerWork(wizards.isAnyOpen);
whenCachesDrop(wizards.clear);
whenCachesDrop(forgetSessions);

async function look(id: string, reason: LookReason) {
  const answer = await acrossSignIn(() => send(postWizardLook, { params: { id }, body: { reason } }));
  if (answer.wizardSession.state === 'configured') forgetSession(id);
  return answer;
}

const loadChecks = () => import('./validate-screen.ts');

function asksForChecks(url: string): boolean {
  return URL.canParse(url) && new URL(url).searchParams.get('customValidation') === 'true';
}

/** Where even the code for it does not come, the wizard is released without a word on its fields; our page has one. */
async function validate(id: string, told: unknown, signal: AbortSignal): Promise<ScreenVerdict> {
  try {
    return await (await loadChecks()).validateScreen(id, told, signal);
  } catch {
    return { errors: {}, isUnchecked: true };
  }
}

/** Looks after the wizards that an earlier load of this tab left open; the rows show what comes of them. */
export function watchLeftWizards(): () => void {
  return watchLeftSessions(async (id) => {
    try {
      const { wizardSession } = await look(id, 'interval');
      const isOver = wizardSession.state === 'configured';
      if (isOver) refresh('instance');
      return isOver;
    } catch (error) {
      return ['not_found', 'gone'].includes(problemOf(error).code);
    }
  });
}

/** Every opening of a wizard that is on show. */
export function useWizardFlows() {
  return useStore(wizards.flows);
}
