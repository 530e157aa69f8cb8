import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { createBoundedFetch } from '../platform/http/bounded-fetch.ts';
import { digest } from '../platform/keys.ts';
import type { HostTokenSettings } from '../platform/settings/sign-in-settings.ts';
import { type Identity, readIdentity } from './claims.ts';
import { SignInRefusedError, SignInUnavailableError } from './sign-in-errors.ts';

/** Tokens with which the company's own product says who comes from it. */
export interface HostTokens {
  /**
   * Whom a token names; it is used up by that. Throws `SignInRefusedError` when it cannot be used, and
   * `SignInUnavailableError` when the host's keys cannot be fetched.
   */
  redeem(token: string): Promise<Identity>;
}

/** Asymmetric ones only: with a public key as the secret of an HMAC anybody could sign (RFC 8725, 2.1). */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** A token lives this long at most, from its `iat` to its `exp`. */
const longestLifeSeconds = 10 * 60;

/** How far the host's clock may be from ours. */
const skewSeconds = 60;

const longestTokenId = 200;

const keySetBounds = { timeoutMs: 5_000, maxBytes: 256 * 1024 };

/** How long after fetching the keys an unknown one makes us fetch them again, and how long known ones are kept. */
export const keySetTimes = { cooldownMs: 30_000, keptMs: 10 * 60_000 };

export function createHostTokens(options: {
  database: JackfieldDatabase;
  clock: Clock;
  settings: HostTokenSettings;
  /** Our own origin, which a token must name as its audience. */
  audience: string;
  /** Tests shorten it. */
  cooldownMs?: number;
}): HostTokens {
  const { database, clock, settings, audience } = options;
  const boundedFetch = createBoundedFetch(keySetBounds);
  const keys = createRemoteJWKSet(new URL(settings.jwksUrl), {
    timeoutDuration: keySetBounds.timeoutMs,
    cooldownDuration: options.cooldownMs ?? keySetTimes.cooldownMs,
    cacheMaxAge: keySetTimes.keptMs,
    [customFetch]: async (url, init) => {
      const response = await boundedFetch(url, init).catch((error: unknown) => {
        throw new SignInUnavailableError('the host’s keys cannot be fetched', { cause: error });
      });
      if (response.status === 200) return response;
      throw new SignInUnavailableError(`the host’s keys answer ${response.status}`);
    },
  });

  async function verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms,
        issuer: settings.issuer,
        audience: [audience, `${audience}/`],
        currentDate: clock.now(),
        clockTolerance: skewSeconds,
        maxTokenAge: longestLifeSeconds,
        requiredClaims: ['exp', 'iat', 'jti', 'sub'],
      });
      return payload;
    } catch (error) {
      throw toSignInError(error);
    }
  }

  return {
    redeem: async (token) => {
      const payload = await verify(token);
      const { exp, iat, jti } = payload;
      if (exp === undefined || iat === undefined || exp - iat > longestLifeSeconds)
        throw new SignInRefusedError('lives too long');
      if (typeof jti !== 'string' || jti === '' || jti.length > longestTokenId)
        throw new SignInRefusedError('unusable jti');
      const identity = readIdentity(settings.issuer, payload);
      const keptUntil = new Date((exp + skewSeconds) * 1_000);
      if (!(await useOnce(database, digest(`${settings.issuer}\n${jti}`), keptUntil, clock)))
        throw new SignInRefusedError('used before');
      return identity;
    },
  };
}

/** Whether nobody used it before, in whatever replica. Those that no longer count anyway are thrown away meanwhile. */
async function useOnce(
  database: JackfieldDatabase,
  tokenDigest: Buffer,
  keptUntil: Date,
  clock: Clock,
): Promise<boolean> {
  await database.deleteFrom('used_tokens').where('expires_at', '<=', clock.now()).execute();
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('used_tokens')
    .values({ token_digest: tokenDigest, expires_at: keptUntil })
    .onConflict((conflict) => conflict.column('token_digest').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

function toSignInError(error: unknown): Error {
  if (error instanceof SignInUnavailableError) return error;
  if (error instanceof errors.JWKSTimeout) return new SignInUnavailableError('the host’s keys do not come in time');
  if (error instanceof errors.JWTClaimValidationFailed)
    return new SignInRefusedError(`claim ${error.claim} ${error.reason}`, error);
  if (error instanceof errors.JOSEError) return new SignInRefusedError(error.code, error);
  return error instanceof Error ? error : new Error('verifying failed', { cause: error });
}
