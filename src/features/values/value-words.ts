import type { TextProblem } from '#contract/config-value.ts';
import { i18n, params } from '#src/lib/i18n.ts';

/** What stands beside the fields in which config values are entered. */
export const valueWords = i18n('valueWords', {
  yes: 'Yes',
  no: 'No',
  format: 'Format',
  not_number: 'Enter a number, such as 12 or 12.5.',
  not_yes_or_no: 'Choose yes or no.',
  jsonAt: params<{ line: number; column: number; found: string }>(
    'This is JSON no more from line {line}, column {column}, where “{found}” stands.',
  ),
  jsonEnds: params<{ line: number; column: number }>(
    'This JSON ends too early, at line {line}, column {column}: something is still open or missing.',
  ),
  required: 'Enter a value.',
  too_long: 'That is too long; use at most 20,000 characters.',
  unknown_value: 'The solution no longer has this setting. Cancel, and look at the settings again.',
  changed_meanwhile: 'Somebody else has changed this in the meantime.',
  malformed: 'This cannot be used as a value.',
});

type ValueWords = ReturnType<typeof valueWords.get>;

/** Words what a text lacks. */
export function wordOfText(words: ValueWords, problem: TextProblem): string {
  if (problem.code !== 'not_json') return words[problem.code];
  const { line, column, found } = problem.place;
  return found === null ? words.jsonEnds({ line, column }) : words.jsonAt({ line, column, found });
}

/** Words why the server refused a value; an unknown code counts as malformed. */
export function wordOfValue(words: ValueWords, code: string): string {
  switch (code) {
    case 'required':
    case 'too_long':
    case 'unknown_value':
    case 'changed_meanwhile':
      return words[code];
    default:
      return words.malformed;
  }
}
