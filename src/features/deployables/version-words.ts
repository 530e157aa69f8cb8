import type { PublishedVersion } from '#contract/deployables.ts';
import { formatDate, formatNumber, momentOf } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';

/** How a version is called. */
export const versionWords = i18n('publishedVersion', {
  version: params<{ number: string }>('Version {number}'),
  newest: params<{ number: string }>('Version {number} (newest)'),
  dated: params<{ version: string; date: string }>('{version}, {date}'),
  published: params<{ date: string }>('Published on {date}.'),
});

type VersionWords = ReturnType<typeof versionWords.get>;

/** "Version 3 (newest), 2 Mar 2026": a line of a list. */
export function lineOfVersion(
  words: VersionWords,
  { number, publishedAt }: PublishedVersion,
  isNewest: boolean,
): string {
  const version = (isNewest ? words.newest : words.version)({ number: formatNumber(number) });
  const moment = momentOf(publishedAt);
  return moment === null ? version : words.dated({ version, date: formatDate(moment) });
}

/** What its maker says about it and when it came; undefined where nothing is known. */
export function noteOfVersion(words: VersionWords, version: PublishedVersion | undefined): string | undefined {
  const moment = momentOf(version?.publishedAt);
  const date = moment === null ? '' : words.published({ date: formatDate(moment) });
  return [version?.comment, date].filter(Boolean).join(' · ') || undefined;
}
