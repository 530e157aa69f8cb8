import { postAuthDialog, postAuthDialogLook } from '#contract/endpoints/auth-dialogs.ts';
import { vendorNames } from '#contract/vendors.ts';
import { send } from '#src/api/http.ts';
import { acrossSignIn } from '#src/features/session/interruption.ts';
import { currentSession } from '#src/features/session/session.ts';
import { openWizardWindow } from '#src/features/wizard/wizard-window.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import type { AuthDialogPorts } from './auth-dialog.ts';

const messages = i18n('authDialogWindow', { opening: params<{ vendor: string }>('Opening {vendor}…') });

/** The auth-only dialogs of this page. */
export const authDialogPorts: AuthDialogPorts = {
  openWindow: (name) => openWizardWindow(name, messages.get().opening({ vendor: vendorNames.tray })),
  start: (body) => acrossSignIn(() => send(postAuthDialog, { body })),
  look: (id, authenticationId) =>
    acrossSignIn(() => send(postAuthDialogLook, { params: { id }, body: { authenticationId } })),
  allowedOrigins: () => currentSession()?.wizardOrigins ?? [],
};
