import * as z from 'zod/mini';
import { i18n } from '#src/lib/i18n.ts';
import type { ScreenVerdict } from './wizard-ports.ts';

const messages = i18n('uncheckedScreen', {
  error: 'This could not be checked just now. Next tries again.',
});

const idsSchema = z.array(z.unknown());
const valuesSchema = z.record(z.string(), z.unknown());
const toldSchema = z.object({
  visibleValues: z.optional(z.unknown()),
  visibleSlots: z.optional(z.unknown()),
  configValues: z.optional(z.unknown()),
  authValues: z.optional(z.unknown()),
});

const longestId = 200;
const mostIds = 200;

/** A screen of the wizard as its `validate` message tells it. */
export interface ToldScreen {
  visible: string[];
  configValues: Record<string, unknown>;
  authValues: Record<string, string | null>;
}

const nothing: ToldScreen = { visible: [], configValues: {}, authValues: {} };

/**
 * Reads what a `validate` message says of its screen. Vendors' texts name the list of ids either way; what is missing or of
 * another shape counts as empty, because the wizard waits for an answer in any case. Never throws.
 */
export function readToldScreen(told: unknown): ToldScreen {
  try {
    const parsed = z.safeParse(toldSchema, told);
    if (!parsed.success) return nothing;
    const { visibleValues, visibleSlots, configValues, authValues } = parsed.data;
    const ids = [visibleValues, visibleSlots].map((list) => z.safeParse(idsSchema, list)).find((list) => list.success);
    return {
      visible: (ids?.data ?? [])
        .flatMap((id) => (typeof id === 'string' && id.length <= longestId ? [id] : []))
        .slice(0, mostIds),
      configValues: valuesOf(configValues),
      authValues: Object.fromEntries(
        Object.entries(valuesOf(authValues)).map(([id, value]) => [id, typeof value === 'string' ? value : null]),
      ),
    };
  } catch {
    // A getter in hostile data may throw.
    return nothing;
  }
}

function valuesOf(values: unknown): Record<string, unknown> {
  const parsed = z.safeParse(valuesSchema, values);
  return parsed.success ? parsed.data : {};
}

/** The verdict that releases a wizard whose screen nobody could check: a word on the first of its fields. */
export function uncheckedScreen(told: unknown): ScreenVerdict {
  const { visible, configValues, authValues } = readToldScreen(told);
  const [first] = [...visible, ...Object.keys(configValues), ...Object.keys(authValues)];
  return { errors: first === undefined ? {} : { [first]: messages.get().error }, isUnchecked: true };
}
