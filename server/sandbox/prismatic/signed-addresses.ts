import { createHmac, timingSafeEqual } from 'node:crypto';

import { later, type PrismaticServices } from './prismatic-services.ts';

const lifeMs = 3_600_000;

/** An address on this port that needs no token and is good for an hour, like the vendor's presigned storage addresses. */
export function signedAddress(services: PrismaticServices, path: string): string {
  const expires = String(later(services.clock.now(), lifeMs).getTime());
  return `${services.origin()}${path}?expires=${expires}&signature=${sign(services, path, expires)}`;
}

/** Tells whether this address was given out by us, and not too long ago. */
export function isSigned(services: PrismaticServices, address: URL): boolean {
  const expires = address.searchParams.get('expires') ?? '';
  const given = Buffer.from(address.searchParams.get('signature') ?? '');
  const expected = Buffer.from(sign(services, address.pathname, expires));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  return Number(expires) > services.clock.now().getTime();
}

function sign({ signingSecret }: PrismaticServices, path: string, expires: string): string {
  return createHmac('sha256', signingSecret).update(`${path}\n${expires}`).digest('hex');
}
