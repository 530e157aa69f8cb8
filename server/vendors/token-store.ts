/**
 * Keeps the tokens that act as one owner at a vendor, sealed, so that they outlive the process and are shared by
 * replicas.
 */
export interface TokenStore {
  /**
   * The owner's token: the stored one while it is good, else the one that `make` fetches. However many callers ask at
   * once, `make` runs once. A token is renewed some time before `expiresAt`. What `make` throws is passed on.
   */
  withToken(vendorAccountId: string, make: () => Promise<{ token: string; expiresAt: Date }>): Promise<string>;
  /** Drops this token, which the vendor refused. Another token that was stored meanwhile stays. */
  forget(vendorAccountId: string, token: string): Promise<void>;
}
