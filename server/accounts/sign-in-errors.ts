/** Somebody vouched for nobody we can let in. The reason is for our log; the person learns only that it was refused. */
export class SignInRefusedError extends Error {
  override readonly name = 'SignInRefusedError';
  readonly reason: string;

  /** `reason` is a short fact without anything secret, such as `expired`. */
  constructor(reason: string, cause?: unknown) {
    super(`sign-in refused: ${reason}`, { cause });
    this.reason = reason;
  }
}

/** Who would have to vouch could not be asked, so that nothing is decided and trying again is worth while. */
export class SignInUnavailableError extends Error {
  override readonly name = 'SignInUnavailableError';
}
