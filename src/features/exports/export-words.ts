import type { Export } from '#contract/endpoints/exports.ts';
import { count, i18n } from '#src/lib/i18n.ts';

export const exportWords = i18n('exports', {
  download: 'Download',
  instances: count({ one: '{count} instance', other: '{count} instances' }),
  audit: count({ one: '{count} entry of the audit log', other: '{count} entries of the audit log' }),
  instancesUncounted: 'Instances',
  auditUncounted: 'Audit log',
});

/** What is in it: `12,345 instances`. */
export function rowsOf(t: ReturnType<typeof exportWords.get>, { kind, rowsAll }: Export): string {
  return rowsAll === null ? t[`${kind}Uncounted`] : t[kind](rowsAll);
}
