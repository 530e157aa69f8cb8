import type { FieldProblem } from '#contract/problems.ts';
import { i18n } from '#src/lib/i18n.ts';

/** What is wrong with an entry, beside its field. */
export const fieldWords = i18n('fieldWords', {
  required: 'Enter a name.',
  too_long: 'That is too long; use at most 200 characters.',
  not_text: 'Enter text.',
  unknown_value: 'Choose one of the values.',
  changed_meanwhile: 'Somebody else has changed this in the meantime.',
  not_taken: 'That is not taken.',
  taken: 'Somebody else has that already.',
  malformed: 'Use letters, digits and signs only, on one line.',
});

type FieldWords = Record<FieldProblem, string>;

/** Words a field's problem; an unknown code counts as malformed. */
export function wordOfField(words: FieldWords, code: string | undefined): string {
  return Object.entries(words).find(([known]) => known === code)?.[1] ?? words.malformed;
}
