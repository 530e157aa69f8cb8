/** The levels of log lines by their numbers. The vendor documents the names alone. */
export const severities = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'METRIC'] as const;

export function severityOf(name: (typeof severities)[number]): number {
  return severities.indexOf(name);
}
