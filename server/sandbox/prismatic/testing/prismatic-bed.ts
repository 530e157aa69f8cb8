import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import { SignJWT } from 'jose';
import { z } from 'zod';

import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { createTestDatabase } from '#server/testing/database.ts';

import { startPrismatic } from '../prismatic-sandbox.ts';

const answerSchema = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

export const organisationToken = 'sandbox-prismatic';

/** A sandbox of its own for one test file, and the words its tests are written in. */
export interface PrismaticBed {
  clock: AdjustableClock;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** A GraphQL request as sent, whatever comes back. */
  post(token: string | null, query: string, variables?: unknown): Promise<Response>;
  /** A GraphQL request that is answered without errors, in this shape. */
  ask<Data>(shape: z.ZodType<Data>, token: string, query: string, variables?: unknown): Promise<Data>;
  /** The messages of a GraphQL request that fails with HTTP 200. */
  complaints(token: string, query: string, variables?: unknown): Promise<string[]>;
  control(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  /** A token for a customer's user, signed as the dashboard's server would, and introduced. */
  embedded(customer: string, claims?: Record<string, unknown>): Promise<string>;
  sign(claims: Record<string, unknown>, key?: KeyObject): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the imitation on a free port with a fresh database and without a rate limit. */
export async function startPrismaticBed(): Promise<PrismaticBed> {
  const database = await createTestDatabase();
  const clock = createAdjustableClock();
  const vendor = await startPrismatic({
    database,
    clock,
    advanceClock: (milliseconds) => Promise.resolve(clock.advance(milliseconds)),
    port: 0,
    logger: createLogger('silent'),
  });
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  const request: PrismaticBed['request'] = (path, init) => fetch(new URL(path, vendor.origin), init);
  const post: PrismaticBed['post'] = (token, query, variables) =>
    request('/api', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
  const read = async (token: string, query: string, variables: unknown) => {
    const response = await post(token, query, variables);
    if (response.status !== 200) throw new Error(`Answered ${response.status}: ${await response.text()}`);
    return answerSchema.parse(await response.json());
  };
  const control: PrismaticBed['control'] = async (method, path, body) => {
    const response = await request(`/_sandbox${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`Answered ${response.status}: ${await response.text()}`);
    return response.json();
  };

  await control('PUT', '/limits', { rate: null });
  const { organization } = z
    .object({ organization: z.string() })
    .parse(await control('PUT', '/signing-key', { publicKey: publicKey.export({ type: 'spki', format: 'pem' }) }));
  const sign: PrismaticBed['sign'] = (claims, key = privateKey) => {
    const seconds = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT({ organization, iat: seconds - 5, exp: seconds + 600, ...claims })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(key);
  };
  return {
    clock,
    request,
    post,
    ask: async (shape, token, query, variables) => {
      const { data, errors } = await read(token, query, variables);
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return shape.parse(data);
    },
    complaints: async (token, query, variables) =>
      ((await read(token, query, variables)).errors ?? []).map(({ message }) => message),
    control,
    embedded: async (customer, claims = {}) => {
      const token = await sign({ sub: `user-of-${customer}`, customer, ...claims });
      const answer = await request('/embedded/authenticate', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      });
      if (!answer.ok) throw new Error(`Answered ${answer.status}: ${await answer.text()}`);
      return token;
    },
    sign,
    stop: async () => {
      await vendor.close();
      await database.drop();
    },
  };
}
