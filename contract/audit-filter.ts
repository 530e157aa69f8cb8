import * as z from 'zod/mini';

export const auditOutcomes = ['done', 'refused', 'failed'] as const;

/** What the audit log is narrowed to. The same fields as the graph's `AuditFilter`. Moments are ISO 8601 with an offset. */
export const auditFilter = z.strictObject({
  search: z.optional(z.string().check(z.maxLength(200, 'too_long'))),
  actions: z.optional(z.array(z.string().check(z.maxLength(100, 'too_long'))).check(z.maxLength(100, 'too_long'))),
  outcomes: z.optional(
    z.array(z.enum(auditOutcomes, 'unknown_value')).check(z.maxLength(auditOutcomes.length, 'too_long')),
  ),
  personId: z.optional(z.string().check(z.maxLength(100, 'too_long'))),
  accountId: z.optional(z.string().check(z.maxLength(100, 'too_long'))),
  instanceId: z.optional(z.string().check(z.maxLength(100, 'too_long'))),
  from: z.optional(z.iso.datetime({ offset: true, error: 'malformed' })),
  to: z.optional(z.iso.datetime({ offset: true, error: 'malformed' })),
});

export type AuditFilter = z.infer<typeof auditFilter>;
