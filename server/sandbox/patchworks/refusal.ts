/** A refusal in the vendor's form: a status and a JSON body with a `message`. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(status: number, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }

  answer(): Response {
    return Response.json({ message: this.message, ...this.details }, { status: this.status });
  }
}

/** What belongs to another company answers like what does not exist. */
export function notFound(what: string): Refusal {
  return new Refusal(404, `The ${what} could not be found.`);
}

/** 422 with texts by field, in the form of a Laravel validation. */
export function invalid(errors: Record<string, string[]>, details: Record<string, unknown> = {}): Refusal {
  const texts = Object.values(errors).flat();
  const others = texts.length - 1;
  const message = `${texts[0] ?? 'The given data was invalid.'}${others > 0 ? ` (and ${others} more ${others === 1 ? 'error' : 'errors'})` : ''}`;
  return new Refusal(422, message, { errors, ...details });
}

/** Answers given before a resource is reached. The limit's is not documented; this is what the framework says. */
export const plainAnswers = {
  unauthenticated: () => Response.json({ message: 'Unauthenticated.' }, { status: 401 }),
  forbidden: () => Response.json({ message: 'This action is unauthorized.' }, { status: 403 }),
  tooLarge: () => Response.json({ message: 'The request body is larger than 8 MB.' }, { status: 413 }),
  tooMany: (retryAfterSeconds: number) =>
    Response.json(
      { message: 'Too Many Attempts.' },
      { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } },
    ),
  broken: () => Response.json({ message: 'Server Error' }, { status: 500 }),
};
