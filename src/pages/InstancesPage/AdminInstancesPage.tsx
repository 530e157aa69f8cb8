import { InstanceListView } from '#src/features/instances/InstanceListView.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { RefusedPage } from '../NotFoundPage/RefusedPage.tsx';

const messages = i18n('adminInstancesPage', { title: 'All instances' });

/** Everybody's instances, for admins. */
export function AdminInstancesPage() {
  const t = useMessages(messages);
  const { person } = useSignedIn();
  return person.role === 'admin' ? <InstanceListView title={t.title} isAdmin /> : <RefusedPage />;
}
