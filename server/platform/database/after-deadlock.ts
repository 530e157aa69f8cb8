/** SQLSTATE 40P01, by PostgreSQL's table of error codes: two waited for each other, and nothing of this one was done. */
function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40P01';
}

const mostTries = 5;

/**
 * Does work in a transaction of its own, and does it anew when PostgreSQL ended it for somebody else's sake. Rows that come to be
 * meanwhile cannot be taken in any order, so those who write many may meet all the same.
 */
export async function againAfterDeadlock<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one try after the other
      return await work();
    } catch (error) {
      if (!isDeadlock(error) || tries === mostTries) throw error;
    }
  }
}
