import { GraphQLError } from 'graphql';

/** A failure of execution, answered with HTTP 200 and `errors`. The wording is not documented; clients must not depend on it. */
export class PrismaticError extends GraphQLError {}

/** What stands in a payload's `errors`: one field and what is wrong with it. */
export interface FieldError {
  field: string;
  messages: string[];
}

/** Thrown by the work of a mutation and answered in its payload. `__all__` means the object as a whole. */
export class Refusal extends Error {
  readonly errors: FieldError[];

  constructor(...errors: FieldError[]) {
    super(errors.flatMap(({ messages }) => messages).join(' '));
    this.errors = errors;
  }
}

/** Refuses one field with one message. */
export function refusal(field: string, message: string): Refusal {
  return new Refusal({ field, messages: [message] });
}

/** Answers that do not come from GraphQL: an object with `detail` and nothing else. */
export const plainAnswers = {
  unauthorized: () => detail(401, 'Authentication credentials were not provided or are not valid.'),
  forbidden: () => detail(403, 'You do not have permission to perform this action.'),
  rateLimited: () => detail(429, 'Request was throttled.'),
  notFound: () => detail(404, 'Not found.'),
  broken: () => new Response('Internal Server Error', { status: 500, headers: { 'content-type': 'text/plain' } }),
};

function detail(status: number, text: string): Response {
  return Response.json({ detail: text }, { status });
}
