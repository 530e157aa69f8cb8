import { randomBytes } from 'node:crypto';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { digest, type Keys } from '../platform/keys.ts';
import type { OpenIdSettings } from '../platform/settings/sign-in-settings.ts';
import { type Identity, readIdentity } from './claims.ts';
import { createIdentityProvider } from './identity-provider.ts';
import { SignInRefusedError, SignInUnavailableError } from './sign-in-errors.ts';

/** Signing in with an identity provider: authorization code with PKCE, state and nonce, bound to one browser. */
export interface OpenIdSignIn {
  /**
   * Begins a sign-in: where the browser must go. `browser` is the secret that ties the attempt to this browser, to be
   * kept in a cookie; several attempts of one browser share it. Throws `SignInUnavailableError`.
   */
  begin(returnTo: string, browser: string): Promise<{ url: string }>;
  /**
   * Ends it with what the provider sent: who it is and where they wanted to be. An attempt is good for one use. Throws
   * `SignInRefusedError` or `SignInUnavailableError`.
   */
  finish(
    answer: { code: string; state: string; iss?: string | undefined },
    browser: string | null,
  ): Promise<{ identity: Identity; returnTo: string }>;
}

/** How long a person may take at the identity provider. */
export const attemptMs = 10 * 60_000;

/** A new secret for the cookie of a browser that begins to sign in: 256 random bits. */
export function newBrowserSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function createOpenIdSignIn(options: {
  database: JackfieldDatabase;
  keys: Keys;
  clock: Clock;
  settings: OpenIdSettings;
  publicOrigin: string;
}): OpenIdSignIn {
  const { database, keys, clock, settings, publicOrigin } = options;
  const redirectUri = `${publicOrigin}/return`;
  const provider = createIdentityProvider(settings, clock);

  async function takeAttempt(state: string, browser: string) {
    const attempt = await database
      .deleteFrom('sign_in_attempts')
      .where('state_digest', '=', digest(state))
      .where('browser_digest', '=', digest(browser))
      .returningAll()
      .executeTakeFirst();
    if (!attempt) throw new SignInRefusedError('no such attempt of this browser');
    if (attempt.expires_at <= clock.now()) throw new SignInRefusedError('the attempt is too old');
    return attempt;
  }

  return {
    begin: async (returnTo, browser) => {
      const configuration = await provider();
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const now = clock.now();
      await database.deleteFrom('sign_in_attempts').where('expires_at', '<=', now).execute();
      await database
        .insertInto('sign_in_attempts')
        .values({
          state_digest: digest(state),
          browser_digest: digest(browser),
          nonce,
          sealed_verifier: keys.seal(verifier),
          return_to: returnTo,
          expires_at: new Date(now.getTime() + attemptMs),
        })
        .execute();
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href };
    },

    finish: async ({ code, state, iss }, browser) => {
      if (browser === null) throw new SignInRefusedError('no attempt of this browser');
      const attempt = await takeAttempt(state, browser);
      const answer = new URL(redirectUri);
      answer.search = new URLSearchParams({ code, state, ...(iss === undefined ? {} : { iss }) }).toString();
      const configuration = await provider();
      try {
        const tokens = await authorizationCodeGrant(configuration, answer, {
          pkceCodeVerifier: keys.unseal(attempt.sealed_verifier),
          expectedState: state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        });
        const claims = await claimsOf(configuration, tokens.access_token, tokens.claims());
        return { identity: readIdentity(settings.issuer, claims), returnTo: attempt.return_to };
      } catch (error) {
        throw toSignInError(error);
      }
    },
  };
}

/** What the signed ID token says, and what else the provider tells about its subject; the token's word counts first. */
async function claimsOf(
  configuration: Configuration,
  accessToken: string,
  signed: { sub: string } | undefined,
): Promise<unknown> {
  if (!signed) throw new SignInRefusedError('no ID token');
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return signed;
  return { ...(await fetchUserInfo(configuration, accessToken, signed.sub)), ...signed };
}

/** The library wraps what went wrong; whether the provider could be asked at all stands somewhere below. */
function toSignInError(error: unknown): Error {
  if (error instanceof SignInRefusedError) return error;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof SignInUnavailableError) return cause;
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'exchange failed';
  return new SignInRefusedError(code, error);
}
