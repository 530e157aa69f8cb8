import type { ComponentsJSON, TranslationJSON, TranslationsJSON } from '@nanostores/i18n';

const plain = 'aceinouyACEINOUY';
const accented = 'áçéîñöüýÁÇÉÎÑÖÜÝ';

/** Accents and lengthens a sentence, leaving `{places}` as they are. */
export function stretch(text: string): string {
  const accentedText = text.replace(/\{\w+\}|[a-z]/gi, (part) => {
    const index = part.length === 1 ? plain.indexOf(part) : -1;
    return index < 0 ? part : accented.charAt(index);
  });
  return `[${accentedText}${'·'.repeat(Math.ceil(text.length / 3))}]`;
}

function stretchAll(translation: unknown): TranslationJSON {
  return typeof translation === 'string' ? stretch(translation) : stretchEach(translation);
}

function stretchEach(messages: unknown): TranslationsJSON {
  if (typeof messages !== 'object' || messages === null) return {};
  return Object.fromEntries(Object.entries(messages).map(([key, value]) => [key, stretchAll(value)]));
}

/** The named components' English text in the pseudo-locale. */
export function pseudoTranslate(base: Record<string, unknown>, components: readonly string[]): ComponentsJSON {
  return Object.fromEntries(components.map((name) => [name, stretchEach(base[name])]));
}
