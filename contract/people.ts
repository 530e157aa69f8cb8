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
}
