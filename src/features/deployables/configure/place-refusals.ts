import type { ClientProblem } from '#src/api/problem.ts';
import type { EntryProblem } from '../entry-problem.ts';
import { fieldId, type Settable } from '../form-entries.ts';

/** What a problem says beside values, by their ids, and what is left to be said on top. */
export interface PlacedProblem {
  beside: Record<string, EntryProblem>;
  /** The vendor's own words that name no value of the form. */
  onTop: string[];
}

/** A message names a key in whatever quotes the vendor writes. */
function names(message: string, word: string): boolean {
  return [`"${word}"`, `'${word}'`, `“${word}”`, `‘${word}’`, `\`${word}\``].some((quoted) => message.includes(quoted));
}

/**
 * Puts what was refused beside what it is about: the fields that our own server names, and the vendor's messages that quote a
 * key. A connection whose message names none of its inputs has it on its head.
 */
export function placeProblem(
  { refusals = [], fields = {} }: Pick<ClientProblem, 'refusals' | 'fields'>,
  settables: readonly Settable[],
  connectionKeys: readonly string[],
): PlacedProblem {
  const beside: Record<string, EntryProblem> = {};
  const onTop: string[] = [];
  for (const [field, code] of Object.entries(fields)) {
    const found = settables.find((one) => field === nameOf(one));
    if (found) beside[found.id] = code === 'required' || code === 'too_long' ? { code } : { code: 'unusable' };
  }
  for (const { about, messages } of refusals) {
    for (const message of messages) {
      const id = about === 'values' || about === 'whole' ? placeOf(message, settables, connectionKeys) : null;
      if (id === null) onTop.push(message);
      else {
        const before = beside[id];
        beside[id] = {
          code: 'refused',
          messages: [...(before?.code === 'refused' ? before.messages : []), message],
        };
      }
    }
  }
  return { beside, onTop };
}

/** How our server names a value: by its key, an input of a connection by key, dot and name. */
function nameOf(settable: Settable): string {
  return settable.kind === 'field' ? settable.key : `${settable.key}.${settable.input.name}`;
}

function placeOf(message: string, settables: readonly Settable[], connectionKeys: readonly string[]): string | null {
  const field = settables.find((one) => one.kind === 'field' && names(message, one.key));
  if (field) return field.id;
  const key = connectionKeys.find((one) => names(message, one));
  if (key === undefined) return null;
  const input = settables.find((one) => one.kind === 'input' && one.key === key && names(message, one.input.name));
  return input?.id ?? fieldId(key);
}
