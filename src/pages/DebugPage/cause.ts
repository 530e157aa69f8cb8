import { vendorNames } from '#contract/vendors.ts';
import { wordsOfProblem } from '#src/api/problem-messages.ts';
import type { problemMessages } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { shownValue } from '#src/features/instances/config-value.ts';
import type { TrayDetail } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';

export const causeMessages = i18n('debugCause', {
  unread: params<{ what: string }>('{what} Only what was read before is shown.'),
  failed: params<{ kind: string; what: string; next: string }>('The last {kind} failed. {what} {next}'),
  missing: params<{ slots: string }>(
    'The set-up is unfinished: {slots} has no value. Next: the owner continues the wizard.',
  ),
  unfinished: 'The set-up is unfinished. Next: the owner continues the wizard.',
  disabled: 'It is disabled; its workflows do not run. Next: enable it, if that was not intended.',
  needsUser: 'It runs on an old version; the newer one needs the owner. Next: ask the owner to press Update.',
  needsSystem: 'It runs on an old version; the newer one needs values from the company’s systems.',
  well: 'Nothing wrong is known.',
});

/** The plain sentence on top of the debug view: what is wrong first, and what comes next. */
export function causeOf(
  t: ReturnType<typeof causeMessages.get>,
  problems: ReturnType<typeof problemMessages.get>,
  { row, detail, problemCode }: { row: InstanceRowData; detail: TrayDetail | null; problemCode: string | null },
  hasUpgradeHook: boolean,
): { lamp: LampKind; text: string } {
  const about = { vendor: row.vendor, instance: { id: row.id, name: row.name } };
  if (!detail) {
    const code = problemCode ?? 'vendor_unavailable';
    const { what } = wordsOfProblem(problems, { ...plainProblem(toProblemCode(code)), ...about });
    return { lamp: 'degraded', text: t.unread({ what }) };
  }
  if (row.operation?.state === 'failed') {
    const { what, next, quote } = wordsOfProblem(problems, {
      ...plainProblem(toProblemCode(row.operation.problemCode)),
      ...about,
      ...(row.operation.problemMessage && { vendorMessage: row.operation.problemMessage }),
    });
    const said = quote ? `${what} ${vendorNames[row.vendor]}: “${quote}”` : what;
    return { lamp: 'failed', text: t.failed({ kind: row.operation.kind, what: said, next }) };
  }
  if (row.status === 'unfinished') {
    const slots = [
      ...detail.authSlots.filter((slot) => slot.authenticationId === null),
      ...detail.configSlots.filter((slot) => !shownValue(slot.value) && !shownValue(slot.defaultValue)),
    ].map((slot) => slot.title ?? slot.externalId);
    return { lamp: 'unfinished', text: slots.length > 0 ? t.missing({ slots: slots.join(', ') }) : t.unfinished };
  }
  if (row.status === 'disabled') return { lamp: 'off', text: t.disabled };
  if (row.update === 'needs_user') return { lamp: 'attention', text: t.needsUser };
  if (row.update === 'needs_system' || row.update === 'needs_both') {
    return { lamp: hasUpgradeHook ? 'on' : 'attention', text: t.needsSystem };
  }
  return { lamp: 'on', text: t.well };
}
