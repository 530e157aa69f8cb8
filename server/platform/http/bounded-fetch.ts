/** What our own fetches to outside addresses keep to. */
interface Bounds {
  timeoutMs: number;
  maxBytes: number;
}

/** An answer was longer than it may be. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/**
 * `fetch` for libraries that bring their own requests: with a time limit for the whole exchange, an upper bound on what is
 * read, and without following redirects, so that only the configured address is ever asked.
 */
export function createBoundedFetch({ timeoutMs, maxBytes }: Bounds) {
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    const response = await fetch(url, { ...init, redirect: 'error', signal });
    const { status, headers } = response;
    const body = await readAtMost(response, maxBytes);
    // These statuses may have no body at all (Fetch standard, "null body status").
    return new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
  };
}

async function readAtMost(response: Response, maxBytes: number): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let receivedBytes = 0;
  for await (const chunk of response.body ?? []) {
    receivedBytes += chunk.byteLength;
    if (receivedBytes > maxBytes) throw new TooLargeError(`more than ${maxBytes} bytes came`);
    chunks.push(chunk);
  }
  return new Blob(chunks);
}
