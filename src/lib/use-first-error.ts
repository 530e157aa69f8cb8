import { useEffect, useRef, useState } from 'react';

/**
 * Puts the focus on the first field of a form that has a problem: call what it gives after the problems were set. It waits
 * until they are drawn, because a field may have been folded away before.
 */
export function useFirstError() {
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (asked > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')?.focus();
  }, [asked]);
  return { form, focusFirstError: () => setAsked((times) => times + 1) };
}
