import { deploymentVendorOf } from '#src/features/instances/abilities.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { DeploymentsView } from './DeploymentsView.tsx';

/** The deployed solutions: the account's own with everybody's public ones, or all for an admin. */
export function DeploymentsPage() {
  const { vendors } = useSignedIn();
  return deploymentVendorOf(vendors) === null ? <NotFoundPage /> : <DeploymentsView />;
}
