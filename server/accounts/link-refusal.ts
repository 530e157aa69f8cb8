import type { FieldProblem, ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';

/** A link that is not entered or removed. Nothing was changed. */
export class LinkRefusal extends Error {
  override readonly name = 'LinkRefusal';
  readonly vendor: Vendor;
  readonly code: Extract<ProblemCode, 'bad_input' | 'busy' | 'not_found' | 'unsupported'>;
  readonly fields: Record<string, FieldProblem>;
  /** What the vendor said to it. */
  readonly vendorMessage: string | null;

  constructor(
    vendor: Vendor,
    code: LinkRefusal['code'],
    {
      fields = {},
      vendorMessage = null,
    }: { fields?: Record<string, FieldProblem>; vendorMessage?: string | null } = {},
  ) {
    super(code);
    this.vendor = vendor;
    this.code = code;
    this.fields = fields;
    this.vendorMessage = vendorMessage;
  }
}
