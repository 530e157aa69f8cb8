import { z } from 'zod';

/**
 * Fields by which services name whom one is signed in as, and fields that name where: two people may have one address, and
 * one person may have two workspaces, so both count. Only these are ever read of an authentication's custom fields, which
 * may hold anything, credentials included.
 */
const whoFields = ['account', 'accountname', 'email', 'emailaddress', 'username', 'user', 'login'];
const whereFields = [
  'workspace',
  'workspacename',
  'team',
  'teamname',
  'organisation',
  'organization',
  'tenant',
  'company',
  'shop',
  'site',
  'subdomain',
  'domain',
];

const longestAccountName = 200;

const fieldList = z.array(z.object({ key: z.string(), value: z.unknown() }));
const fieldRecord = z.record(z.string(), z.unknown());

/**
 * Which outside account an authentication signs in as, by its custom fields; null where they do not tell. Tray's `Json` is
 * JSON text in a string; its shape is up to the service, so both an object and a list of keys with values are read.
 */
export function accountNameOf(customFields: unknown): string | null {
  const fields = new Map(entriesOf(parsed(customFields)).map(([key, value]) => [comparableKey(key), value]));
  const first = (keys: string[]): string | null =>
    keys.flatMap((key) => textOf(fields.get(key)) ?? []).find((text) => text !== '') ?? null;
  const parts = [first(whoFields), first(whereFields)].flatMap((part) => part ?? []);
  return [...new Set(parts)].join(' · ') || null;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    // A bare word may be anything.
    return null;
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  const list = fieldList.safeParse(value);
  if (list.success) return list.data.map(({ key, value: field }) => [key, field]);
  const record = Array.isArray(value) ? null : fieldRecord.safeParse(value);
  return record?.success ? Object.entries(record.data) : [];
}

function comparableKey(key: string): string {
  return key.toLowerCase().replaceAll(/[^a-z]/g, '');
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return value
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
    .slice(0, longestAccountName);
}
