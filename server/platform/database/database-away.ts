/** SQLSTATEs of PostgreSQL's appendix A: class 08 is about connections, 57P01 to 57P03 about a server that goes or comes. */
const goneStates = /^(08...|57P0[123])$/;
const goneCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT']);
/** What node-postgres says without a code when a connection broke under a query. */
const goneMessage = /^Connection terminated|^Client has encountered a connection error/;

/**
 * True when the database could not be reached or went away under a query: nothing is wrong with the query, and nobody
 * knows whether it was done.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') {
    return goneStates.test(error.code) || goneCodes.has(error.code);
  }
  return goneMessage.test(error.message);
}
