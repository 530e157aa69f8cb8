import { Navigate, useLocation } from 'react-router-dom';
import { InstanceListView } from '#src/features/instances/InstanceListView.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';

const messages = i18n('instancesPage', { title: 'Instances' });

/** The person's own instances. Admins have none of their own and are led to everybody's. */
export function InstancesPage() {
  const t = useMessages(messages);
  const { person } = useSignedIn();
  const { search } = useLocation();
  if (person.role === 'admin') return <Navigate to={paths.adminInstances.to() + search} replace />;
  return <InstanceListView title={t.title} isAdmin={false} />;
}
