import type { LogSeverity } from '#contract/endpoints/runs.ts';
import { i18n } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

export const severityWords = i18n('logSeverities', {
  trace: 'Trace',
  debug: 'Debug',
  info: 'Info',
  warning: 'Warning',
  error: 'Error',
  fatal: 'Fatal',
  metric: 'Metric',
  unknown: 'Unknown',
});

/** Only what may need somebody has a lamp: a lamp for every line would say nothing. */
export const severityLamps: Partial<Record<LogSeverity, LampKind>> = {
  warning: 'attention',
  error: 'failed',
  fatal: 'failed',
};
