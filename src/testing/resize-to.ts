import { vi } from 'vitest';

/** The simulated browser's window has one width; what asks for it is answered as one of this width would answer. */
export function resizeTo(width: number): void {
  vi.stubGlobal('matchMedia', (query: string) => {
    const [, bound, pixels] = /\((min|max)-width: (\d+)px\)/.exec(query) ?? [];
    const matches = bound === 'min' ? width >= Number(pixels) : bound === 'max' && width <= Number(pixels);
    const former = { addListener: () => {}, removeListener: () => {} };
    return Object.assign(new EventTarget(), { ...former, matches, media: query });
  });
}
