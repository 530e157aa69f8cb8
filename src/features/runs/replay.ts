import { lazyPage } from '#src/lib/lazy-page.ts';
import type { ReplayDialogProps } from './replay-run.ts';

/** Loaded when it is first wanted: dialogs are heavy. */
export const ReplayDialog = lazyPage<ReplayDialogProps>(async () => (await import('./ReplayDialog.tsx')).ReplayDialog);
