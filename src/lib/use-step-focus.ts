import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** A page of a wizard that follows another takes the focus: with what is wrong on it, else with its heading. */
export function useStepFocus(form: RefObject<HTMLFormElement | null>, shown: string): void {
  const last = useRef(shown);
  useEffect(() => {
    if (last.current === shown) return;
    last.current = shown;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]');
    (wrong ?? form.current?.querySelector<HTMLElement>('h2'))?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [form, shown]);
}
