import { atom } from 'nanostores';

type IsOpen = () => boolean;

const works = new Set<IsOpen>();
const unsaved = new Set<symbol>();
const isAnythingUnsaved = atom(false);

/** Registers something a person may be in the middle of and would lose with the page. Returns what takes it back. */
export function registerWork(isOpen: IsOpen): () => void {
  works.add(isOpen);
  return () => {
    works.delete(isOpen);
  };
}

/** Whether the person at the page is in the middle of something: a wizard, a form. */
export function isWorkOpen(): boolean {
  return unsaved.size > 0 || [...works].some((isOpen) => isOpen());
}

/**
 * Registers something typed and not saved, which is lost with the part of the page it stands in, and not only with the
 * whole page as other work. Returns what takes it back.
 */
export function registerUnsaved(): () => void {
  const key = Symbol('unsaved');
  unsaved.add(key);
  isAnythingUnsaved.set(true);
  return () => {
    unsaved.delete(key);
    isAnythingUnsaved.set(unsaved.size > 0);
  };
}

/** Whether something typed is not saved. */
export const hasUnsaved = isAnythingUnsaved;
