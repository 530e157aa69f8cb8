/**
 * How a failure is worded. `v2` uses HTTP statuses. `v1`, the Job API, answers 200 whatever happened, so that a client that
 * looks at the HTTP status alone takes a failure for success.
 */
export type Dialect = 'v1' | 'v2';

/** A failure that the caller is told of. */
export class InstabaseError extends Error {
  readonly status: 400 | 403 | 404 | 409;

  constructor(status: InstabaseError['status'], message: string) {
    super(message);
    this.status = status;
  }
}

/** Used both for what is not there and for what is somebody else's, so that neither can be told from the other. */
export function solutionNotFound(): InstabaseError {
  return new InstabaseError(404, 'The deployed solution does not exist');
}

/** The answer that tells of a failure. */
export function failureAnswer(
  dialect: Dialect,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return dialect === 'v1'
    ? Response.json({ status: 'ERROR', msg: message })
    : Response.json({ message }, { status, headers });
}
