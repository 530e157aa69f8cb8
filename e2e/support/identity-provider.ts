import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { type Configuration, Provider } from 'oidc-provider';

/** What the provider knows of a person besides their login. */
export interface ProviderClaims {
  name?: string;
  account?: string;
  account_name?: string;
  role?: string;
  view_only?: boolean;
}

/** A real OpenID provider on loopback, at which anybody may sign in whose login it knows. */
export interface IdentityProvider {
  /** On 127.0.0.1, so that it is another site than pages on localhost. */
  issuer: string;
  /** What Jackfield is set up with. */
  settings: { OIDC_ISSUER: string; OIDC_CLIENT_ID: string; OIDC_CLIENT_SECRET: string };
  /** By login; may be changed while it runs. */
  people: Map<string, ProviderClaims>;
  /** Signs with a new key from now on and publishes only that one. */
  rotateKeys(): Promise<void>;
  /** Stops answering until `answer` is called. */
  fallSilent(): void;
  answer(): void;
  stop(): Promise<void>;
}

const client = { id: 'jackfield', secret: 'the secret of the client at the provider' };

export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const people = new Map<string, ProviderClaims>();
  let isSilent = false;
  let handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  const server = createServer((request, response) => {
    if (isSilent) response.destroy();
    else void handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const renew = async () => {
    handle = handlerOf(new Provider(issuer, await configurationOf(redirectUri, people)));
  };
  await renew();
  return {
    issuer,
    people,
    settings: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
    rotateKeys: renew,
    fallSilent: () => {
      isSilent = true;
    },
    answer: () => {
      isSilent = false;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function configurationOf(redirectUri: string, people: Map<string, ProviderClaims>): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: 'RS256', use: 'sig' };
  return {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    jwks: { keys: [key] },
    cookies: { keys: ['a key for the cookies of the provider'] },
    claims: { openid: ['sub', 'account', 'account_name', 'role', 'view_only'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, login) => ({
      accountId: login,
      claims: () => Promise.resolve({ sub: login, ...people.get(login) }),
    }),
    // Jackfield is the company's own: nobody is asked whether it may know who they are.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  };
}

/** The provider with a page of its own that asks for the login, or for leave to give up. */
function handlerOf(provider: Provider) {
  const protocol = provider.callback();
  return async (request: IncomingMessage, response: ServerResponse) => {
    const isInteraction = request.url?.startsWith('/interaction/') === true;
    if (!isInteraction) {
      await protocol(request, response);
      return;
    }
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="en"><title>Provider</title><link rel="icon" href="data:,">
        <form method="post"><label>Login <input name="login"></label>
        <button>Go on</button> <button name="cancel" value="yes">Give up</button></form>`);
      return;
    }
    const form = new URLSearchParams(await textOf(request));
    const result =
      form.get('cancel') === null
        ? { login: { accountId: form.get('login') ?? '', remember: false } }
        : { error: 'access_denied', error_description: 'given up' };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
