import { isTimeZone } from '#contract/time-zone.ts';
import { persistentAtom } from '@nanostores/persistent';

/** What a person chose for this browser. It is kept in the browser's own storage and shared by its tabs. */

export type Density = 'comfortable' | 'compact';

/** How close rows stand. */
export const density = persistentAtom<Density>('jackfield.density', 'comfortable', {
  encode: String,
  decode: (text) => (text === 'compact' ? 'compact' : 'comfortable'),
});

/** The IANA time zone in which times are shown; empty: the browser's own. */
export const timeZone = persistentAtom<string>('jackfield.time-zone', '', {
  encode: String,
  decode: (text) => (isTimeZone(text) ? text : ''),
});

/**
 * Whether single keys act as shortcuts. People who speak their input, or whose hands slip, must be able to turn them off
 * (WCAG 2.2, 2.1.4).
 */
export const singleKeys = persistentAtom<boolean>('jackfield.single-keys', true, {
  encode: (value) => (value ? 'on' : 'off'),
  decode: (text) => text !== 'off',
});

/** The columns of the list of instances that are not as they are at first: shown though usually hidden, or hidden. */
export const changedColumns = persistentAtom<readonly string[]>('jackfield.columns', [], {
  encode: (columns) => columns.join(' '),
  decode: (text) => text.split(' ').filter(Boolean),
});

/** The theme's own key (see `modeStorageKey` in App.tsx), the language's, and those above. */
const keptKeys = [
  'jackfield.theme',
  'jackfield.language',
  'jackfield.density',
  'jackfield.time-zone',
  'jackfield.single-keys',
  'jackfield.columns',
];

/**
 * Remembers the choices and returns what writes them again. At sign-out the server has the browser empty its storage, so
 * that nothing of the person stays behind; how the page looks is not theirs alone.
 */
export function keepPreferences(): () => void {
  const kept = keptKeys.flatMap((key) => {
    const value = localStorage.getItem(key);
    return value === null ? [] : [[key, value] as const];
  });
  return () => {
    for (const [key, value] of kept) localStorage.setItem(key, value);
  };
}
