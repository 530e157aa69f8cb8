/** An end user or customer company that owns instances. `externalId` is the company's own id for it, known to every vendor. */
export interface AccountReference {
  id: string;
  externalId: string;
  name: string;
}

/** Who is signed in. An admin has no account; a user always has one, and may be allowed to look only. */
export interface Person {
  id: string;
  name: string;
  role: 'user' | 'admin';
  viewOnly: boolean;
  account: AccountReference | null;
  /**
   * Set while an administrator looks as the account: everything else is then that of somebody of the account who may look only,
   * and `id` the administrator's. `until` is when it ends by itself, as ISO 8601.
   */
  viewedBy?: { id: string; name: string; until: string };
}

/** As whom somebody sees and may do things: the same person is somebody else while they look as an account. */
export function identityOf(person: Pick<Person, 'id' | 'account' | 'viewedBy'>): string {
  return person.viewedBy ? `${person.id} as ${person.account?.id}` : person.id;
}
