import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

type ThirdPartyContext = Context<{ Bindings: HttpBindings }>;

/** What a third party does with a credential, told by how its value ends. */
type Scenario = 'wrong' | 'forbidden' | 'timeout' | 'broken' | 'right';

const endings: readonly [string, Scenario][] = [
  ['-bad', 'wrong'],
  ['-forbidden', 'forbidden'],
  ['-timeout', 'timeout'],
  ['-500', 'broken'],
];

/** Every credential that a call carries, wherever it carries it. */
export async function credentialsOf(context: ThirdPartyContext): Promise<string[]> {
  const body: unknown = context.req.method === 'POST' ? await context.req.json().catch(() => undefined) : undefined;
  const authorization = context.req.header('authorization') ?? '';
  const [scheme = '', rest = ''] = authorization.split(/ (.*)/s);
  const basic = scheme === 'Basic' ? Buffer.from(rest, 'base64').toString('utf8').split(/:(.*)/s) : [rest];
  return [
    ...basic,
    context.req.header('x-shopify-access-token') ?? '',
    ...Object.values(context.req.query()),
    ...Object.values(typeof body === 'object' && body !== null ? body : {}).map(String),
  ].filter((value) => value !== '');
}

/**
 * Answers as the scenario of these credentials demands. Refusals repeat what they were sent, as careless services do:
 * whoever shows them must take the secrets out.
 */
export async function answerByScenario(
  context: ThirdPartyContext,
  name: string,
  credentials: readonly string[],
): Promise<Response> {
  const requestId = { 'x-request-id': 'sandbox-third-party' };
  switch (scenarioOf(credentials)) {
    case 'wrong':
      return context.json(
        { error: 'invalid_credentials', message: `${name} does not know these credentials`, received: credentials },
        401,
        {
          ...requestId,
          'www-authenticate': `Bearer realm="${name}", error="invalid_token"`,
          'set-cookie': 'visitor=third-party-session; HttpOnly',
        },
      );
    case 'forbidden':
      return context.json(
        { error: 'forbidden', message: `${name} does not allow this account to do that` },
        403,
        requestId,
      );
    case 'timeout':
      await untilClosed(context);
      return RESPONSE_ALREADY_SENT;
    case 'broken':
      return context.html(
        `<!doctype html><title>500</title><h1>${name} is broken</h1>${'<p>Sorry.</p>'.repeat(600)}`,
        500,
        requestId,
      );
    case 'right':
      return context.json({ ok: true, service: name }, 200, requestId);
  }
}

function scenarioOf(credentials: readonly string[]): Scenario {
  const found = endings.find(([ending]) => credentials.some((value) => value.endsWith(ending)));
  return found?.[1] ?? 'right';
}

function untilClosed({ env }: ThirdPartyContext): Promise<void> {
  if (env.outgoing.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    env.outgoing.once('close', resolve);
  });
}
