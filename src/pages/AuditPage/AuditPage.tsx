import { AuditLog } from '#src/features/audit/AuditLog.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { RefusedPage } from '../NotFoundPage/RefusedPage.tsx';

/** What was done, refused and looked at, by everybody. */
export function AuditPage() {
  const { person } = useSignedIn();
  return person.role === 'admin' ? <AuditLog /> : <RefusedPage />;
}
