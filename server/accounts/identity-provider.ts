import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  clockSkew,
  Configuration,
  customFetch,
  type CustomFetch,
  discovery,
  enableNonRepudiationChecks,
  type ServerMetadata,
} from 'openid-client';
import { type Clock, systemClock } from '../platform/clock.ts';
import { createBoundedFetch } from '../platform/http/bounded-fetch.ts';
import type { OpenIdSettings } from '../platform/settings/sign-in-settings.ts';
import { SignInUnavailableError } from './sign-in-errors.ts';

const bounds = { timeoutMs: 10_000, maxBytes: 256 * 1024 };

/** How long what the provider says about itself is taken for true. */
const metadataMs = 60 * 60_000;

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Gets the client for one exchange with the identity provider. Each is new, and with it its memory of the provider's
 * keys, so that keys which were rotated a moment ago are taken; what the provider says about itself is kept an hour.
 * Throws `SignInUnavailableError` when the provider cannot be asked.
 */
export function createIdentityProvider(settings: OpenIdSettings, clock: Clock): () => Promise<Configuration> {
  const issuer = new URL(settings.issuer);
  const isLoopback = loopbackHosts.has(issuer.hostname);
  const { clientId, clientSecret } = settings;
  let known: { metadata: ServerMetadata; until: Date } | null = null;

  async function discover(): Promise<ServerMetadata> {
    try {
      const found = await discovery(issuer, clientId, clientSecret, undefined, {
        [customFetch]: fetchFromProvider,
        ...(isLoopback ? { execute: [allowInsecureRequests] } : {}),
      });
      return found.serverMetadata();
    } catch (error) {
      throw new SignInUnavailableError('the identity provider cannot be discovered', { cause: error });
    }
  }

  return async () => {
    const now = clock.now();
    if (known === null || known.until <= now) {
      known = { metadata: await discover(), until: new Date(now.getTime() + metadataMs) };
    }
    const { metadata } = known;
    // The library reads the machine's clock; ours may be elsewhere.
    const skewSeconds = Math.round((clock.now().getTime() - systemClock.now().getTime()) / 1_000);
    const client = { client_secret: clientSecret, [clockSkew]: skewSeconds };
    const configuration = new Configuration(metadata, clientId, client, authenticationFor(metadata, clientSecret));
    configuration[customFetch] = fetchFromProvider;
    // The ID token's signature is checked too, not only the connection that it came by.
    enableNonRepudiationChecks(configuration);
    if (isLoopback) allowInsecureRequests(configuration);
    return configuration;
  };
}

/** HTTP Basic is what a client is registered with unless it was told otherwise (OpenID Connect Registration 1.0, 2). */
function authenticationFor(metadata: ServerMetadata, secret: string): ClientAuth {
  const methods = metadata.token_endpoint_auth_methods_supported;
  const takesOnlyPost = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic');
  return takesOnlyPost ? ClientSecretPost(secret) : ClientSecretBasic(secret);
}

const boundedFetch = createBoundedFetch(bounds);

const fetchFromProvider: CustomFetch = async (url, { method, headers, body, signal }) => {
  const response = await boundedFetch(url, {
    method,
    headers,
    // A view of unknown memory is copied, which the type of fetch asks for.
    ...(body === undefined ? {} : { body: body instanceof Uint8Array ? new Uint8Array(body) : body }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    throw new SignInUnavailableError('the identity provider cannot be reached', { cause: error });
  });
  if (response.status < 500) return response;
  throw new SignInUnavailableError(`the identity provider answers ${response.status}`);
};
