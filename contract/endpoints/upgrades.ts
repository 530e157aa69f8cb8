import * as z from 'zod/mini';
import { type Vendor, vendors } from '../vendors.ts';
import { endpoint } from './endpoint.ts';

/** What owners are told about a newer version that waits for them. Times are ISO 8601. */
export interface UpgradeNotice {
  id: string;
  vendor: Vendor;
  templateId: string;
  templateName: string;
  /** The company's own words; null when it has none. */
  message: string | null;
  sentAt: string;
  /** How many of one's own instances wait. */
  count: number;
}

/**
 * Tells the owners of all instances of a template whose newer version waits for them. It takes the place of an earlier one. Admins only;
 * audited.
 */
export const postUpgradeNotice = endpoint<{ id: string }>()(
  'POST',
  '/api/upgrade-notices',
  z.strictObject({
    vendor: z.enum(vendors, 'unknown_value'),
    templateId: z.string().check(z.minLength(1, 'required'), z.maxLength(500, 'too_long')),
    message: z.optional(z.string().check(z.trim(), z.maxLength(500, 'too_long'))),
  }),
);

/** Admins: takes one back. Everybody else: has read it, and is shown it no more. */
export const deleteUpgradeNotice = endpoint<{ id: string }>()('DELETE', '/api/upgrade-notices/:id', null);

/** What one has been told and has not read, of what still waits; for those who may act on it. */
export const getUpgradeNotices = endpoint<{ notices: UpgradeNotice[] }>()('GET', '/api/upgrade-notices', null);
