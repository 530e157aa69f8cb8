import type { Changed, FieldProblem, ProblemCode } from '#contract/problems.ts';

type RefusalCode = Extract<
  ProblemCode,
  'bad_input' | 'busy' | 'conflict' | 'gone' | 'name_mismatch' | 'not_found' | 'outcome_unknown' | 'too_late'
>;

/** A wish about connectors that we turn down ourselves, before a vendor hears of it or after it was looked for in vain. */
export class ConnectorRefusal extends Error {
  override readonly name = 'ConnectorRefusal';
  readonly code: RefusalCode;
  readonly details: { changed?: Changed; fields?: Record<string, FieldProblem>; retryAt?: string };

  constructor(code: RefusalCode, details: ConnectorRefusal['details'] = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** Refuses when any field is named; else does nothing. */
export function refuseFields(fields: Record<string, FieldProblem>): void {
  if (Object.keys(fields).length > 0) throw new ConnectorRefusal('bad_input', { fields });
}
