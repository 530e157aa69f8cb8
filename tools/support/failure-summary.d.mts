/** What `npm test` prints at its end: each failed test with the beginning of its message. */
export function failureSummary(unitReport: unknown, journeyReport: unknown): string;
