import { decideCause, type RowCause } from '#contract/row-cause.ts';
import { vendorNames } from '#contract/vendors.ts';
import { wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblemCode } from '#src/api/problem.ts';
import { isolated, type DebugCause, type DebugNext, type DebugPlaces } from '#src/features/debug/debug-cause.ts';
import { mayDo, wordCause } from '#src/features/instances/cause-words.ts';
import type { CauseMessages, ProblemMessages } from '#src/features/instances/cause-words.ts';
import type { TimelineEntry } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { actionOfKind } from '#src/features/instances/instance-words.ts';
import type { InstanceWords } from '#src/features/instances/instance-words.ts';
import type { Reader } from '#src/features/instances/reader.ts';
import { formatClock, formatMoment, momentOf } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';

type Since = { since: string };

export const debugCauseMessages = i18n('debugCause', {
  unread: params<{ what: string }>('{what} Only what was read before is shown.'),
  failed: params<Since & { action: string; what: string }>('Fails since {since}: {what} ({action})'),
  retrying: params<Since & { action: string; what: string }>('Tried again since {since}: {what} ({action})'),
  since: params<Since & { what: string }>('{what} Since {since}.'),
  ask: params<{ name: string; act: string }>('Ask {name} to {act}.'),
  lookAtVendor: params<{ vendor: string }>('Look at it in {vendor} itself.'),
  disabled: 'It is disabled; nothing of it runs.',
  enable: 'Enable it, if that was not intended.',
  underWay: params<Since & { action: string }>('It is being worked on since {since}: {action}.'),
  follow: 'Follow it.',
  operations: 'Look at what is under way.',
  people: params<{ name: string }>('Ask the people of {name} to set what is theirs.'),
  vendors: params<{ vendor: string }>('See how {vendor} stands.'),
  readAgain: params<{ name: string }>('See what {name} has now.'),
  links: params<{ name: string; vendor: string }>('Look at the link of {name} to {vendor}.'),
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

/** For whom the sentences are, where that person can act, and the time. */
export interface CauseReader {
  reader: Reader;
  places: DebugPlaces;
  now: number;
}

/** The plain sentences on top of the debug view: what is wrong, since when, and the one thing to do next, with its place. */
export function causeOf(texts: CauseTexts, view: View, by: CauseReader): DebugCause {
  const known = standing(texts, view, by);
  if (view.problemCode === null) return known;
  const code: ClientProblemCode = toProblemCode(view.problemCode);
  const about = { vendor: view.row.vendor, instance: { id: view.row.id, name: view.row.name } };
  const { what } = wordsOfProblem(texts.problems, { ...plainProblem(code), ...about });
  // What the vendor does not say now comes first; what is known of old may still be why it does not work.
  const unread = texts.debug.unread({ what });
  const isAllThereIs = known.lamp === 'on' || code === 'gone';
  return {
    lamp: 'degraded',
    text: known.lamp === 'on' ? unread : `${unread} ${known.text}`,
    next: isAllThereIs ? nextOfSilence(texts, view, code, by.places) : known.next,
  };
}

const ofLink: ReadonlySet<ClientProblemCode> = new Set(['not_connected', 'vendor_unauthorized', 'vendor_forbidden']);

/** What to do when the vendor tells nothing of the instance. */
function nextOfSilence(
  { debug: t }: CauseTexts,
  { row }: View,
  code: ClientProblemCode,
  places: DebugPlaces,
): DebugNext {
  const vendor = vendorNames[row.vendor];
  const name = isolated(row.account.name);
  if (code === 'gone') return { words: t.readAgain({ name }), to: places.list };
  if (ofLink.has(code)) return { words: t.links({ name, vendor }), to: places.account };
  return { words: t.vendors({ vendor }), to: paths.admin.to() };
}

function standing(texts: CauseTexts, { row, timeline }: View, { reader, places, now }: CauseReader): DebugCause {
  const { debug: t, causes, problems, words } = texts;
  const cause = decideCause(row, reader.hasUpgradeHook);
  const { operation } = row;
  if (!cause && operation?.state === 'running') {
    const since = shownMoment(momentOf(operation.startedAt) ?? now, now);
    const text = t.underWay({ since, action: words[actionOfKind[operation.kind]] });
    return { lamp: 'working', text, next: { words: t.follow, to: paths.operations.to() } };
  }
  if (!cause) {
    if (row.status === 'disabled') {
      return { lamp: 'off', text: t.disabled, next: { words: t.enable, to: places.instance } };
    }
    return { lamp: 'on', text: row.update === 'automatic' ? t.automatic : t.well, next: null };
  }
  const vendor = vendorNames[row.vendor];
  const { lamp, what, next, quote } = wordCause(causes, problems, {
    row,
    cause,
    reader,
    theirTurn: (act) => t.ask({ name: isolated(row.account.name), act }),
  });
  const said = quote ? `${what} ${vendor}: “${quote}”` : what;
  const since = sinceWhen(cause.kind, row, timeline);
  const shown = since === null ? null : shownMoment(since, now);
  return { lamp, text: sentence(), next: nextOf() };

  function sentence(): string {
    if (shown === null) return said;
    if (operation === null || (cause?.kind !== 'failed' && cause?.kind !== 'retrying')) {
      return t.since({ what: said, since: shown });
    }
    return t[cause.kind]({ since: shown, what: said, action: words[actionOfKind[operation.kind]] });
  }

  function nextOf(): DebugNext {
    if (!cause) throw new Error('Nothing is wrong with it.');
    switch (cause.kind) {
      case 'unknown_status':
      case 'suspended':
        return { words: t.lookAtVendor({ vendor }), to: places.vendor };
      case 'waiting_for_users':
        return { words: t.people({ name: isolated(row.account.name) }), to: places.account };
      default:
        return { words: next === '' ? t.operations : next, to: placeOf(cause, row, reader, places) };
    }
  }
}

/** Where the next thing is done, by whose turn it is. */
function placeOf(cause: RowCause, row: InstanceRowData, reader: Reader, places: DebugPlaces): string {
  if (cause.awaited === 'company') return paths.adminUpgrades.to();
  if (cause.kind === 'retrying') return paths.operations.to();
  if (row.operation?.problemCode === 'gone') return places.list;
  if (cause.awaited === 'administrator') return places.account;
  if (cause.awaited === 'nobody') return row.operation?.problemCode === 'unsupported' ? places.vendor : places.instance;
  if (cause.kind === 'failed' && cause.action === null) return places.instance;
  return mayDo(cause.action, reader, row) ? places.instance : places.account;
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
