import type { ConfigurationCopy } from '#contract/configuration-copy.ts';
import { formatList } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';

type Titles = { titles: string };

/** What a copy of settings does not hold, and why. */
export const leftOutWords = i18n('leftOut', {
  secret: params<Titles>('Give again, because secrets are never given out: {titles}.'),
  connection: params<Titles>('Connect again: {titles}.'),
  unread: params<Titles>('Give again, because it could not be read: {titles}.'),
  too_large: params<Titles>('Give again, because it is too large for a copy: {titles}.'),
});

/** A sentence for each reason for which something is not in a copy. */
export function leftOutSentences(
  words: ReturnType<typeof leftOutWords.get>,
  leftOut: ConfigurationCopy['leftOut'],
): string[] {
  return (['secret', 'connection', 'unread', 'too_large'] as const).flatMap((why) => {
    const titles = leftOut.filter(({ reason }) => reason === why).map(({ title }) => title);
    return titles.length === 0 ? [] : [words[why]({ titles: formatList(titles) })];
  });
}
