import { decideCause } from '#contract/row-cause.ts';
import { vendorNames } from '#contract/vendors.ts';
import { wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblemCode } from '#src/api/problem.ts';
import { wordCause } from '#src/features/instances/cause-words.ts';
import type { CauseMessages, ProblemMessages } from '#src/features/instances/cause-words.ts';
import type { TimelineEntry } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { actionOfKind } from '#src/features/instances/instance-words.ts';
import type { InstanceWords } from '#src/features/instances/instance-words.ts';
import type { Reader } from '#src/features/instances/reader.ts';
import { formatClock, formatMoment, momentOf } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

type Since = { since: string };

export const debugCauseMessages = i18n('debugCause', {
  unread: params<{ what: string }>('{what} Only what was read before is shown.'),
  failed: params<Since & { action: string; what: string }>('Fails since {since}: {what} ({action})'),
  retrying: params<Since & { action: string; what: string }>('Tried again since {since}: {what} ({action})'),
  since: params<Since & { what: string }>('{what} Since {since}.'),
  next: params<{ next: string }>('Next: {next}'),
  ask: params<{ name: string; act: string }>('Ask {name} to {act}.'),
  lookAtVendor: params<{ vendor: string }>('Look at it in {vendor} itself.'),
  disabled: 'It is disabled; its workflows do not run.',
  enable: 'Enable it, if that was not intended.',
  automatic: 'A newer version is on its way and comes by itself.',
  well: 'Nothing wrong is known.',
});

interface View {
  row: InstanceRowData;
  timeline: readonly TimelineEntry[];
  /** Why the vendor could not be asked; null when it was. */
  problemCode: string | null;
}

/** The words of other places that the sentence is made of. */
export interface CauseTexts {
  debug: ReturnType<typeof debugCauseMessages.get>;
  causes: CauseMessages;
  problems: ProblemMessages;
  words: InstanceWords;
}

/** The plain sentences on top of the debug view: what is wrong, since when, what comes next and who has to do it. */
export function causeOf(texts: CauseTexts, view: View, reader: Reader, now: number): { lamp: LampKind; text: string } {
  const { lamp, text } = standing(texts, view, reader, now);
  if (view.problemCode === null) return { lamp, text };
  const code: ClientProblemCode = toProblemCode(view.problemCode);
  const about = { vendor: view.row.vendor, instance: { id: view.row.id, name: view.row.name } };
  const { what } = wordsOfProblem(texts.problems, { ...plainProblem(code), ...about });
  // What the vendor does not say now comes first; what is known of old may still be why it does not work.
  const unread = texts.debug.unread({ what });
  return { lamp: 'degraded', text: lamp === 'on' ? unread : `${unread} ${text}` };
}

function standing(texts: CauseTexts, { row, timeline }: View, reader: Reader, now: number): ReturnType<typeof causeOf> {
  const { debug: t, causes, problems, words } = texts;
  const cause = decideCause(row, reader.hasUpgradeHook);
  if (!cause) {
    if (row.status === 'disabled') return { lamp: 'off', text: `${t.disabled} ${t.next({ next: t.enable })}` };
    return { lamp: 'on', text: row.update === 'automatic' ? t.automatic : t.well };
  }
  const vendor = vendorNames[row.vendor];
  const { lamp, what, next, quote } = wordCause(causes, problems, {
    row,
    cause,
    reader,
    theirTurn: (act) => t.ask({ name: `\u2068${row.account.name}\u2069`, act }),
  });
  const said = quote ? `${what} ${vendor}: “${quote}”` : what;
  const since = sinceWhen(cause.kind, row, timeline);
  const shown = since === null ? null : shownMoment(since, now);
  return {
    lamp,
    text: `${sentence()} ${t.next({ next: cause.kind === 'unknown_status' ? t.lookAtVendor({ vendor }) : next })}`,
  };

  function sentence(): string {
    if (shown === null) return said;
    const { operation } = row;
    if (operation === null || (cause?.kind !== 'failed' && cause?.kind !== 'retrying')) {
      return t.since({ what: said, since: shown });
    }
    return t[cause.kind]({ since: shown, what: said, action: words[actionOfKind[operation.kind]] });
  }
}

const ofVersion: ReadonlySet<string> = new Set([
  'needs_user',
  'needs_company',
  'needs_company_then_user',
  'update_ready',
]);

/** Since when it is so, as far as that is known here. */
function sinceWhen(kind: string, row: InstanceRowData, timeline: readonly TimelineEntry[]): number | null {
  if (kind === 'failed' || kind === 'retrying') return momentOf(row.operation?.startedAt);
  if (kind === 'unfinished' || kind === 'not_enabled') return momentOf(row.createdAt);
  if (!ofVersion.has(kind)) return null;
  const noticed = timeline.find(
    ({ action, detail }) => action === 'instance.drift' && detail?.split(', ').includes('version'),
  );
  return momentOf(noticed?.at);
}

const dayMs = 24 * 60 * 60_000;

/** A clock time of the last day; before that also the date. */
function shownMoment(moment: number, now: number): string {
  return now - moment < dayMs ? formatClock(moment) : formatMoment(moment);
}
