import { atom, onMount } from 'nanostores';

/**
 * Since when the browser has had no network, in milliseconds; null while it has one. A browser that says it is online may
 * still reach nobody, so only its "no" means anything.
 */
export const offlineSince = atom<number | null>(null);

onMount(offlineSince, () => {
  // Unmounting comes a second later, and in a test that may be after the window has gone from the global names.
  const page = window;
  const tell = () => offlineSince.set(navigator.onLine ? null : (offlineSince.get() ?? Date.now()));
  tell();
  page.addEventListener('online', tell);
  page.addEventListener('offline', tell);
  return () => {
    page.removeEventListener('online', tell);
    page.removeEventListener('offline', tell);
  };
});
