import { listed } from './settings-error.ts';
import type { Present } from './vendor-settings.ts';

/** Tokens that the company's own product signs. */
export interface HostTokenSettings {
  issuer: string;
  /** Where the host publishes its public keys as a JSON Web Key Set. */
  jwksUrl: string;
}

/** An identity provider that speaks OpenID Connect. */
export interface OpenIdSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

const hostTokenSettings = ['JACKFIELD_HOST_JWKS', 'JACKFIELD_HOST_ISSUER'] as const;
const openIdSettings = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

/**
 * What is missing of the ways to sign in: the rest of a way of which some settings are there, and, where a way is
 * demanded and none has begun, a way.
 */
export function missingSignInSettings(present: Present, demanded: boolean): string[] {
  const ways = [hostTokenSettings, openIdSettings].map((names) => ({
    begun: names.some((name) => present[name] !== undefined),
    missing: names.filter((name) => present[name] === undefined),
  }));
  if (demanded && ways.every((way) => !way.begun)) {
    const [hostToken, openId] = [listed(hostTokenSettings), listed(openIdSettings)];
    return [`a way to sign in (either ${hostToken}, or ${openId})`];
  }
  return ways.flatMap((way) => (way.begun ? way.missing : []));
}
