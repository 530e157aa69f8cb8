import { tellListener } from './answer-listener.ts';

/** What a JSON request needs. `maxBytes` bounds the answer's body, `timeoutMs` the whole exchange with its body. */
export interface JsonRequest {
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  /** Sent as JSON text. */
  body?: unknown;
  timeoutMs?: number;
  maxBytes?: number;
  /** Sees the headers of every answer, also of those whose body turns out to be unusable. */
  onResponse?: (headers: Headers) => void;
}

export type SendFailure = 'timeout' | 'network' | 'not-json' | 'too-large';

/**
 * What became of the request. Any status with a JSON body is `ok`; what a status means is the caller's business. A
 * failure says no more than its kind, so that neither a token nor a body can leak through it. `sent` is false only when
 * no connection was made, so that the other side cannot have seen the request.
 */
export type JsonOutcome =
  | { ok: true; status: number; headers: Headers; json: unknown }
  | { ok: false; failure: SendFailure; status: number | null; headers: Headers | null; sent: boolean };

const defaultTimeoutMs = 15_000;
const defaultMaxBytes = 32 * 1024 * 1024;

/** Codes with which Node.js and its fetch name a connection that was never made. */
const unconnectedCodes = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Sends one request and reads the answer as JSON. Never throws for what the network or the other side does. Redirects
 * are not followed: an API that redirects is usually showing a sign-in page, and would be handed our token.
 */
export async function sendJson(request: JsonRequest): Promise<JsonOutcome> {
  const sentAt = performance.now();
  const outcome = await exchange(request);
  tellListener(request, outcome, performance.now() - sentAt);
  return outcome;
}

async function exchange(request: JsonRequest): Promise<JsonOutcome> {
  const signal = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
  let response: Response;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'error',
      signal,
    });
  } catch (error) {
    const failure = signal.aborted ? 'timeout' : 'network';
    return { ok: false, failure, status: null, headers: null, sent: !wasNeverConnected(error) };
  }
  request.onResponse?.(response.headers);
  const { status, headers } = response;
  const failed = (failure: SendFailure): JsonOutcome => ({ ok: false, failure, status, headers, sent: true });
  let text: string | null;
  try {
    text = await readText(response, request.maxBytes ?? defaultMaxBytes);
  } catch {
    return failed(signal.aborted ? 'timeout' : 'network');
  }
  if (text === null) return failed('too-large');
  try {
    const json: unknown = JSON.parse(text);
    return { ok: true, status, headers, json };
  } catch {
    return failed('not-json');
  }
}

/** The body as text, or null as soon as more than `maxBytes` have arrived. Counts what arrives, whatever was announced. */
async function readText(response: Response, maxBytes: number): Promise<string | null> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let receivedBytes = 0;
  for (;;) {
    // Chunks come one after another by nature.
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read();
    if (done) break;
    receivedBytes += value.byteLength;
    if (receivedBytes > maxBytes) {
      await reader.cancel();
      return null;
    }
    parts.push(decoder.decode(value, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}

function wasNeverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && unconnectedCodes.has(cause.code)
  );
}
