import * as z from 'zod/mini';

/** The keys that fields of their own set; those go before what stands in the text. */
const keysOfFields = ['delete_out_dir', 'output_has_run_id', 'notification_emails'];

/** What the vendor documents of the settings of a run. All else is let through: it documents not all of them. */
const knownSettings = z.looseObject({
  webhook_config: z.optional(z.looseObject({ headers: z.optional(z.record(z.string(), z.string())) })),
  tags: z.optional(z.array(z.string())),
  runtime_config: z.optional(z.record(z.string(), z.unknown())),
  pipeline_ids: z.optional(z.array(z.string())),
  step_timeout: z.optional(z.number()),
  disable_step_timeout: z.optional(z.boolean()),
  enable_ibdoc: z.optional(z.boolean()),
  log_to_timeline: z.optional(z.boolean()),
});

/** What is to be said of settings that are a JSON object. */
export interface SettingsCheck {
  /** Paths whose value is of another type than documented: `webhook_config.headers`. */
  wrong: string[];
  /** Keys that a field above sets, so that what stands here does not count. */
  overruled: string[];
}

/** Looks through settings for what cannot be meant. The text has to be a JSON object; null for any other. */
export function checkSettings(text: string): SettingsCheck | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const parsed = z.safeParse(knownSettings, value);
  const wrong = parsed.success ? [] : parsed.error.issues.map(({ path }) => path.map(String).join('.'));
  return {
    wrong: [...new Set(wrong)],
    overruled: keysOfFields.filter((key) => Object.hasOwn(Object(value), key)),
  };
}
