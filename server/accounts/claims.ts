import { z } from 'zod';
import { SignInRefusedError } from './sign-in-errors.ts';

/** Somebody whom an issuer vouches for. Issuer and subject together name one person for ever. */
export interface Identity {
  issuer: string;
  subject: string;
  name: string;
  role: 'user' | 'admin';
  viewOnly: boolean;
  /** Null for an admin. `name` null: the issuer told none. */
  account: { externalId: string; name: string | null } | null;
}

/** One line that can be stored and shown. PostgreSQL holds no U+0000, and a name has no use for any control character. */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u);

const claimsSchema = z.object({
  sub: line(255),
  name: line(200).optional(),
  account: line(200).optional(),
  account_name: line(200).optional(),
  role: z.enum(['user', 'admin']).default('user'),
  view_only: z.boolean().default(false),
});

/**
 * Reads what an issuer says about a person: `sub`, `name`, `account` with `account_name`, `role` and `view_only`. Other
 * claims are left alone. Throws `SignInRefusedError` with the names of the claims that cannot be used.
 */
export function readIdentity(issuer: string, claims: unknown): Identity {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? 'claims')))];
    throw new SignInRefusedError(`unusable ${names.join(', ')}`);
  }
  const { sub, name, account, account_name: accountName, role, view_only: viewOnly } = parsed.data;
  const person = { issuer, subject: sub, name: name ?? sub, role, viewOnly };
  // An admin has no account, whatever else is claimed.
  if (role === 'admin') return { ...person, account: null };
  if (account === undefined) throw new SignInRefusedError('unusable account');
  return { ...person, account: { externalId: account, name: accountName ?? null } };
}
