import type { FormPage } from '#contract/instance-form.ts';
import type { Answer } from '#src/ui/AnswersPanel.tsx';
import { readPairs, readRows } from '../rows.ts';
import { type Entry, type Settable, titleOf } from '../form-entries.ts';
import type { ConfigureForm } from './use-configure-form.ts';

interface AnswerWords {
  yes: string;
  no: string;
  never: string;
  stored: string;
  inputOf: (names: { connection: string; input: string }) => string;
}

const longestAnswer = 120;

/** What a page holds now, in short. A secret is told by its presence alone. */
export function answersOf(form: ConfigureForm, page: FormPage, words: AnswerWords): Answer[] {
  return form.settables([page]).map((settable) => ({
    key: settable.id,
    term:
      settable.kind === 'field'
        ? titleOf(settable.field)
        : words.inputOf({ connection: titleOf(settable.connection), input: settable.input.label }),
    text: shortened(textOf(settable, form.entryOf(settable), words)),
  }));
}

function textOf(settable: Settable, { text, schedule }: Entry, words: AnswerWords): string {
  if (text === null) return words.stored;
  if (settable.kind === 'input') {
    if (settable.input.kind === 'secret') return text === '' ? '' : words.stored;
    return settable.input.kind === 'yes-no' ? yesOrNo(text, words) : text;
  }
  const { kind, shape } = settable.field;
  if (kind === 'schedule') {
    if (schedule?.kind.toUpperCase() === 'NONE') return words.never;
    return [text, schedule?.timeZone?.replaceAll('_', ' ')].filter(Boolean).join(' · ');
  }
  if (shape === 'list') return readRows(text)?.join(', ') ?? text;
  if (shape === 'pairs')
    return (
      readPairs(text)
        ?.map(({ key, value }) => `${key}: ${value}`)
        .join(', ') ?? text
    );
  return kind === 'yes-no' ? yesOrNo(text, words) : text;
}

function yesOrNo(text: string, words: AnswerWords): string {
  return text === 'true' ? words.yes : text === 'false' ? words.no : text;
}

function shortened(text: string): string {
  return text.length <= longestAnswer ? text : `${text.slice(0, longestAnswer - 1)}…`;
}
