import { GraphQLError } from 'graphql';

/**
 * Every GraphQL failure of this imitation. Of these Tray documents only the rate limit's answer; names and codes of the
 * others are plausible inventions in the same form, so clients must not depend on them.
 */
const kinds = {
  rateLimit: { name: 'PreconditionError', code: 'access_not_allowed' },
  notAllowed: { name: 'PreconditionError', code: 'access_not_allowed' },
  notFound: { name: 'NotFoundError', code: 'not_found' },
  invalidInput: { name: 'ValidationError', code: 'invalid_input' },
  invalidRequest: { name: 'ValidationError', code: 'graphql_validation_failed' },
  missingValues: { name: 'PreconditionError', code: 'missing_values' },
  tooEarly: { name: 'PreconditionError', code: 'not_ready' },
  internal: { name: 'InternalError', code: 'internal_error' },
} as const;

export type TrayErrorKind = keyof typeof kinds;

/** A failure that is answered with HTTP 200 and `errors`. */
export class TrayError extends GraphQLError {
  constructor(kind: TrayErrorKind, message: string, now: Date) {
    super(message, { extensions: { ...kinds[kind], time_thrown: now.toISOString() } });
  }
}

/** Gives the errors of graphql-js itself (syntax, unknown fields, wrong variables) the extensions all others carry. */
export function withTrayExtensions(error: GraphQLError, now: Date): GraphQLError {
  if (error.extensions['time_thrown'] !== undefined) return error;
  const extensions = { ...kinds.invalidRequest, time_thrown: now.toISOString() };
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions,
  });
}

/** Answers given before GraphQL is reached, in the vendor's own words. */
export const plainAnswers = {
  unauthorized: () => Response.json({ message: 'Unauthorized' }, { status: 401 }),
  forbidden: () =>
    Response.json({ message: 'User is not authorized to access this resource with an explicit deny' }, { status: 403 }),
  broken: () => Response.json({ message: 'Internal server error' }, { status: 500 }),
};
