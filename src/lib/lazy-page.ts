import { lazy } from 'react';
import type { ComponentType } from 'react';

const reloadedKey = 'jackfield.reloaded-for-chunk';

/** A part of the page could not be loaded, most often because a newer version has been deployed since. */
export class ChunkError extends Error {
  override readonly name = 'ChunkError';
}

/**
 * A component in a chunk of its own. When the chunk is gone the page is loaded again, once; if that does not help,
 * `ChunkError` goes to the nearest boundary, which offers the reload to the person.
 */
export function lazyPage<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    try {
      const component = await load();
      sessionStorage.removeItem(reloadedKey);
      return { default: component };
    } catch (error) {
      if (sessionStorage.getItem(reloadedKey) === null) {
        sessionStorage.setItem(reloadedKey, 'yes');
        location.reload();
        return await new Promise<never>(() => {});
      }
      throw new ChunkError('A part of the page could not be loaded', { cause: error });
    }
  });
}
