import type { ZodMiniType } from 'zod/mini';

/**
 * One REST endpoint: what the server's route, the browser's client and the tests all derive from. `request` parses the
 * JSON body (null: no body is read). `Response` is a type only: both ends are built from the same source.
 */
export interface Endpoint<Request, Response> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  request: ZodMiniType<Request> | null;
  /** Never set; carries the type of the answer. */
  readonly response?: Response;
}

/** Declares an endpoint whose body is checked by `request`. */
export function endpoint<Response>() {
  return <Request>(
    method: Endpoint<Request, Response>['method'],
    path: string,
    request: ZodMiniType<Request> | null,
  ): Endpoint<Request, Response> => ({ method, path, request });
}
