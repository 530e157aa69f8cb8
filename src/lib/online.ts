import { atom, onMount } from 'nanostores';

/**
 * Since when the browser has had no network, in milliseconds; null while it has one. A browser that says it is online may
 * still reach nobody, so only its "no" means anything.
 */
export const offlineSince = atom<number | null>(null);

onMount(offlineSince, () => {
  const tell = () => offlineSince.set(navigator.onLine ? null : (offlineSince.get() ?? Date.now()));
  tell();
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  return () => {
    window.removeEventListener('online', tell);
    window.removeEventListener('offline', tell);
  };
});
