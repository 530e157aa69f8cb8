import { useEffect, useLayoutEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { guardHistory, rememberEntry } from './guard-history.ts';
import { registerUnsaved } from './open-work.ts';

let holders = 0;
let endGuard = () => {};

/**
 * While `isDirty`, whatever would lose what was typed asks first: a link, a shortcut, the palette, back and forward,
 * signing out, closing the dialog it stands in, and by the browser's own words closing the tab. A session that ends keeps
 * it. Only for what is lost by leaving, not for what is kept or saved with each key.
 */
export function useUnsavedChanges(isDirty: boolean): void {
  const location = useLocation();
  useLayoutEffect(() => rememberEntry(location.pathname), [location]);
  useEffect(() => (isDirty ? holdUnsaved() : undefined), [isDirty]);
}

/** The same for code outside of components. Returns what lets go. */
export function holdUnsaved(): () => void {
  const forget = registerUnsaved();
  holders += 1;
  if (holders === 1) endGuard = guardHistory();
  return () => {
    forget();
    holders -= 1;
    if (holders === 0) endGuard();
  };
}
