import * as z from 'zod/mini';
import {
  type ConfigurationCopy,
  configurationCopySchema,
  copyFormat,
  largestCopy,
} from '#contract/configuration-copy.ts';
import { vendors } from '#contract/vendors.ts';

/** Why a file is not taken as a copy. */
export type FileRefusal = 'too_large' | 'not_json' | 'not_copy' | 'newer' | 'not_here' | 'damaged';

const headSchema = z.object({ format: z.literal(copyFormat), version: z.number() });
const vendorSchema = z.object({ template: z.object({ vendor: z.string() }) });

const knownVendors: readonly string[] = vendors;

/** Reads a file that may be a copy of an instance's settings, in the browser. */
export async function readCopy(file: File): Promise<{ copy: ConfigurationCopy } | { refusal: FileRefusal }> {
  if (file.size > largestCopy) return { refusal: 'too_large' };
  return parseCopy(await file.text());
}

function parseCopy(text: string): { copy: ConfigurationCopy } | { refusal: FileRefusal } {
  const content = parseJson(text);
  if (content === undefined) return { refusal: 'not_json' };
  const head = z.safeParse(headSchema, content);
  if (!head.success) return { refusal: 'not_copy' };
  if (head.data.version > 1) return { refusal: 'newer' };
  // A vendor that another version of Jackfield knows is no damage.
  const named = z.safeParse(vendorSchema, content);
  if (named.success && !knownVendors.includes(named.data.template.vendor)) return { refusal: 'not_here' };
  const copy = z.safeParse(configurationCopySchema, content);
  return copy.success ? { copy: copy.data } : { refusal: 'damaged' };
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    const content: unknown = JSON.parse(text);
    return content;
  } catch {
    return undefined;
  }
}
