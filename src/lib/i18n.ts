import { createI18n, transform } from '@nanostores/i18n';
import type { I18n, TranslationFunction } from '@nanostores/i18n';
import { useStore } from '@nanostores/react';
import { persistentAtom } from '@nanostores/persistent';
import type { ReadableAtom } from 'nanostores';

/** The languages the page can speak. `en-XA` is English stretched and accented, which shows what was never translated. */
export type Locale = 'en' | 'en-XA';

/** The language in force, kept in this browser. */
export const locale = persistentAtom<Locale>('jackfield.language', 'en', {
  encode: String,
  decode: (text) => (text === 'en-XA' ? 'en-XA' : 'en'),
});

/**
 * Declares the text of one component: `const messages = i18n('instancesPage', {...})`. The name must be unique. Other
 * languages arrive in chunks of their own, on demand.
 */
export const i18n: I18n<Locale> = createI18n<Locale, 'en'>(locale, {
  baseLocale: 'en',
  get: async (_code, components) => {
    const { pseudoTranslate } = await import('./pseudo-locale.ts');
    return pseudoTranslate(i18n.cache.en, components);
  },
});

/** The text of a component in the person's language. */
export function useMessages<Body>(messages: ReadableAtom<Body>): Body {
  return useStore(messages);
}

type Values = Record<string, string | number>;
type Forms = Record<string, string>;

// The library's own `params` and `count` hand values to `String.replace` as patterns, one after another, so that a name
// such as "$&" or "{vendor}" would change the sentence. These replace all at once and literally.
function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  );
}

const fillWithValues = transform<[Values], string, string>((_code, translation, values) => fill(translation, values));

const fillWithCount = transform<[number], Forms, string>((code, forms, number) => {
  const form = new Intl.PluralRules(code).select(number);
  const template = forms[form] ?? forms['other'] ?? '';
  return fill(template, { count: new Intl.NumberFormat(code).format(number) });
});

/** A sentence with named places: `params<{ name: string }>('Remove {name}')`. */
export function params<Arguments extends Values>(template: string): TranslationFunction<[Arguments], string> {
  return fillWithValues(template);
}

/** A sentence that depends on a number, which `{count}` shows grouped as the language groups it. */
export function count(forms: { one: string; other: string }): TranslationFunction<[number], string> {
  return fillWithCount(forms);
}
