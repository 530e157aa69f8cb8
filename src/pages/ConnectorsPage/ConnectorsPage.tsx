import { Navigate } from 'react-router-dom';
import { connectorVendorOf } from '#src/features/instances/abilities.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { paths } from '#src/lib/paths.ts';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { ConnectorsView } from './ConnectorsView.tsx';

/** The connectors of the person's company. Admins have none of their own and are led to everybody's instances of them. */
export function ConnectorsPage() {
  const { person, vendors } = useSignedIn();
  const vendor = connectorVendorOf(vendors);
  if (vendor === null) return <NotFoundPage />;
  if (person.role === 'admin') return <Navigate to={`${paths.adminInstances.to()}?vendor=${vendor}`} replace />;
  return <ConnectorsView />;
}
