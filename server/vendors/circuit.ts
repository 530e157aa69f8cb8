/** The key of calls for nobody in particular, with the operator's credential. */
export const operatorKey = 'operator';

/** What is known of a vendor's failures since its last answer. */
export interface Circuit {
  /** How often calls failed, by whom they were for. */
  failing: Record<string, number>;
  failedSince: Date | null;
  /** Nothing is sent before then; null while the circuit is closed. */
  openUntil: Date | null;
  pauseMs: number | null;
}

/** One call that the vendor failed. */
export interface CallFailure {
  key: string;
  at: Date;
  /** It was the one call let through to try. */
  isProbe: boolean;
  /** It would have met any account. */
  isVendorWide: boolean;
}

/** So many failures without an answer in between. */
export const failuresToOpen = 5;
export const firstPauseMs = 3_000;
export const longestPauseMs = 60_000;
/** More names than these tell nothing new. */
const mostKeys = 20;

/**
 * The circuit after one more failure. It opens when failures of two accounts came with no answer in between, or enough of
 * the operator's own: one account's trouble must cut off nobody else. A failed probe opens it again, for longer only when
 * it came from someone new or from the operator: accounts that fail by themselves must not keep the others out.
 */
export function afterFailure(circuit: Circuit, failure: CallFailure): Circuit {
  const key = failure.isVendorWide ? operatorKey : failure.key;
  const isNew = !(key in circuit.failing);
  const failing =
    isNew && Object.keys(circuit.failing).length >= mostKeys
      ? circuit.failing
      : { ...circuit.failing, [key]: (circuit.failing[key] ?? 0) + 1 };
  const failed = { ...circuit, failing, failedSince: circuit.failedSince ?? failure.at };
  if (circuit.openUntil !== null) {
    if (!failure.isProbe) return failed;
    const before = circuit.pauseMs ?? firstPauseMs;
    const saysMore = isNew || key === operatorKey;
    return opened(failed, failure.at, saysMore ? Math.min(before * 2, longestPauseMs) : before);
  }
  return mayOpen(failing) ? opened(failed, failure.at, firstPauseMs) : failed;
}

function opened(circuit: Circuit, at: Date, pauseMs: number): Circuit {
  return { ...circuit, pauseMs, openUntil: new Date(at.getTime() + pauseMs) };
}

function mayOpen(failing: Record<string, number>): boolean {
  const counts = Object.values(failing);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total >= failuresToOpen && (counts.length >= 2 || (failing[operatorKey] ?? 0) >= failuresToOpen);
}
