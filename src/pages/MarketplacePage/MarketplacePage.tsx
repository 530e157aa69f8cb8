import { Navigate } from 'react-router-dom';
import { connectorVendorOf } from '#src/features/instances/abilities.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { paths } from '#src/lib/paths.ts';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { MarketplaceView } from './MarketplaceView.tsx';

/** What the person's company can install. Admins install nothing, and are led to everybody's instances. */
export function MarketplacePage() {
  const { person, vendors } = useSignedIn();
  const vendor = connectorVendorOf(vendors);
  if (vendor === null) return <NotFoundPage />;
  if (person.role === 'admin') return <Navigate to={`${paths.adminInstances.to()}?vendor=${vendor}`} replace />;
  return <MarketplaceView vendor={vendor} />;
}
