import type { Operation } from '#contract/operations.ts';
import type { WizardSession } from '#contract/endpoints/wizard-sessions.ts';
import { setTimeout as wait } from 'node:timers/promises';

/** A row of the list, as far as proofs look. */
export interface ListedRow {
  id: string;
  vendorId: string;
  name: string;
  status: string;
  update: string;
}

export interface TimelineEntry {
  action: string;
  outcome: string;
  detail: string | null;
}

/** Our own answer to a request that was understood and refused. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: string;

  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

/** A person signed in, without a browser: requests as our page sends them, for the proofs that need no page. */
export interface ApiClient {
  /** Rejects with `RefusedError` for a problem, and with anything else when the server cannot be reached. */
  rest: <Answer>(method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Answer>;
  graph: <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>;
  activate: (input: { templateId: string; name: string; key: string }) => Promise<Operation>;
  operation: (id: string) => Promise<Operation>;
  openWizard: (instanceId: string) => Promise<WizardSession>;
  look: (sessionId: string, reason: string) => Promise<WizardSession>;
  rows: () => Promise<ListedRow[]>;
  timeline: (instanceId: string) => Promise<TimelineEntry[]>;
}

/** A fresh account with its person signed in. */
export async function freshAccount(origin: string): Promise<{ account: string; demo: string; client: ApiClient }> {
  const answer = await send(origin, null, 'POST', '/api/demo/accounts', {});
  const made = answer.body as { account: string; demo: string };
  return { ...made, client: await signIn(origin, made.demo) };
}

export async function signIn(origin: string, demo: string): Promise<ApiClient> {
  const { headers } = await send(origin, null, 'POST', '/api/session', { demo });
  const cookie = headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error('Signing in gave no session.');
  return createClient(origin, cookie);
}

function createClient(origin: string, cookie: string): ApiClient {
  const rest: ApiClient['rest'] = async <Answer>(method: 'GET' | 'POST', path: string, body?: unknown) =>
    (await send(origin, cookie, method, path, body)).body as Answer;
  const graph: ApiClient['graph'] = async <Data>(query: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await rest<{
      data?: Data;
      errors?: { message: string; extensions?: { code?: string } }[];
    }>('POST', '/api/graphql', { query, variables });
    const [error] = errors ?? [];
    if (error) throw new RefusedError(error.extensions?.code ?? 'unknown', JSON.stringify(errors));
    if (!data) throw new Error('GraphQL answered without data.');
    return data;
  };
  return {
    rest,
    graph,
    activate: async (input) => {
      const answer = await rest<{ operation: Operation }>('POST', '/api/activations', { vendor: 'tray', ...input });
      return answer.operation;
    },
    operation: async (id) => (await rest<{ operation: Operation }>('GET', `/api/operations/${id}`)).operation,
    openWizard: async (instanceId) =>
      (await rest<{ wizardSession: WizardSession }>('POST', '/api/wizard-sessions', { instanceId })).wizardSession,
    look: async (sessionId, reason) => {
      const path = `/api/wizard-sessions/${sessionId}/looks`;
      return (await rest<{ wizardSession: WizardSession }>('POST', path, { reason })).wizardSession;
    },
    rows: async () => {
      const { instances } = await graph<{ instances: { nodes: ListedRow[] } }>(
        '{ instances(first: 100) { nodes { id vendorId name status update } } }',
      );
      return instances.nodes;
    },
    timeline: async (instanceId) => {
      const { instance } = await graph<{ instance: { timeline: TimelineEntry[] } | null }>(
        'query ($id: ID!) { instance(id: $id) { timeline { action outcome detail } } }',
        { id: instanceId },
      );
      return instance?.timeline ?? [];
    },
  };
}

async function send(
  origin: string,
  cookie: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ body: unknown; headers: Headers }> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-requested-with': 'jackfield',
      origin,
      ...(cookie === null ? {} : { cookie }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) {
    const { problem }: { problem?: { code?: string } } = JSON.parse(text);
    throw new RefusedError(problem?.code ?? String(response.status), `${response.status} ${text}`);
  }
  return { body: JSON.parse(text), headers: response.headers };
}

/** Asks again every 25 ms until the answer will do; an error counts as an answer that will not. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  willDo: (answer: Answer) => boolean,
  withinMs: number,
  what: string,
): Promise<Answer> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (willDo(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      const seen = last instanceof Error ? last.message : JSON.stringify(last);
      throw new Error(`${what}: not within ${withinMs} ms; the last was ${seen}`);
    }
    await wait(25);
  }
}
