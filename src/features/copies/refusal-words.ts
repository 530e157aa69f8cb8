import { largestCopy } from '#contract/configuration-copy.ts';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, params } from '#src/lib/i18n.ts';
import type { PlanRefusal } from './plan-again.ts';
import type { FileRefusal } from './read-copy.ts';

export const refusalWords = i18n('copyRefusals', {
  none: 'Choose a file.',
  unreadable: 'The browser could not read the file. Choose it again.',
  too_large: params<{ megabytes: string }>('The file is larger than {megabytes} MB, which no copy is.'),
  not_json: 'The file is not JSON. Choose one that ends in .jackfield.json.',
  not_copy: 'The file is JSON, but not a copy of settings that was saved here.',
  newer: 'The copy was saved by a newer version of Jackfield, which this one cannot read.',
  damaged: 'The copy is damaged: something in it has been changed or is missing.',
  not_here: 'The copy is of a vendor that is not set up here.',
  gone: params<{ name: string }>(
    'What the copy was made from, “\u2068{name}\u2069”, is not there any more, so nothing can be created from it.',
  ),
  for_owners: 'Only somebody of the account may create this. Give them the file.',
  for_administrators: 'Packages are deployed by administrators. Ask one, and give them the file.',
});

/** A refusal as a sentence beside the file. `name` is what the copy was made from. */
export function wordOfRefusal(
  words: ReturnType<typeof refusalWords.get>,
  refusal: FileRefusal | PlanRefusal,
  name: string,
): string {
  if (refusal === 'too_large') return words.too_large({ megabytes: formatNumber(largestCopy / 1_000_000) });
  return refusal === 'gone' ? words.gone({ name }) : words[refusal];
}
