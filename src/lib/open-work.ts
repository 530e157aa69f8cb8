type IsOpen = () => boolean;

const works = new Set<IsOpen>();

/** Registers something a person may be in the middle of and would lose with the page. Returns what takes it back. */
export function registerWork(isOpen: IsOpen): () => void {
  works.add(isOpen);
  return () => {
    works.delete(isOpen);
  };
}

/** Whether the person at the page is in the middle of something: a wizard, a form. */
export function isWorkOpen(): boolean {
  return [...works].some((isOpen) => isOpen());
}
