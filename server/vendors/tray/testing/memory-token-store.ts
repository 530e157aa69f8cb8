import type { TokenStore } from '../../token-store.ts';

/** The token store's promise for one process and the time of one test: one `make` at a time per owner. */
export function createMemoryTokenStore(): TokenStore {
  const tokens = new Map<string, Promise<string>>();
  return {
    withToken: (vendorAccountId, make) => {
      const kept = tokens.get(vendorAccountId);
      if (kept) return kept;
      const made = make().then(({ token }) => token);
      tokens.set(vendorAccountId, made);
      made.catch(() => tokens.delete(vendorAccountId));
      return made;
    },
    forget: async (vendorAccountId, token) => {
      const kept = await tokens.get(vendorAccountId);
      if (kept === token) tokens.delete(vendorAccountId);
    },
  };
}
