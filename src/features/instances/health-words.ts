import type { Health } from '#contract/row-cause.ts';
import { i18n } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

/** What needs somebody stands first. */
export const healthOrder = ['failed', 'attention', 'degraded', 'ok', 'unknown'] as const satisfies readonly Health[];

export const healthWords = i18n('healthWords', {
  failed: 'Failed',
  attention: 'Needs a person',
  degraded: 'Being tried again',
  ok: 'Well',
  unknown: 'No data',
});

export const healthLamps: Record<Health, LampKind> = {
  failed: 'failed',
  attention: 'attention',
  degraded: 'degraded',
  ok: 'on',
  unknown: 'unknown',
};
