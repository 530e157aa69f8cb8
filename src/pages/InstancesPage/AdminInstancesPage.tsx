import type { ComponentProps } from 'react';
import type { InstanceFilter } from '#contract/instance-filter.ts';
import type { BulkBar as BulkBarType } from '#src/features/bulk/BulkBar.tsx';
import { ExportButton } from '#src/features/exports/ExportButton.tsx';
import { EverybodysListView } from '#src/features/instances/EverybodysListView.tsx';
import { useLookOnly } from '#src/features/session/look-only.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { ViewsMenu } from '#src/features/views/ViewsMenu.tsx';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { RefusedPage } from '../NotFoundPage/RefusedPage.tsx';

const BulkBar = lazyPage<ComponentProps<typeof BulkBarType>>(
  async () => (await import('#src/features/bulk/BulkBar.tsx')).BulkBar,
);

const messages = i18n('adminInstancesPage', { title: 'All instances' });

/** Everybody's instances, for admins. */
export function AdminInstancesPage() {
  const t = useMessages(messages);
  const { person } = useSignedIn();
  if (person.role !== 'admin') return <RefusedPage />;
  return (
    <EverybodysListView
      title={t.title}
      views={<ViewsMenu />}
      Export={ExportInstances}
      Act={person.viewOnly ? NothingToDo : BulkBar}
    />
  );
}

/** What stands where others are offered what can be done with all that is selected. */
function NothingToDo() {
  return <p>{useLookOnly()}</p>;
}

function ExportInstances({ filter, count }: { filter: InstanceFilter; count: number }) {
  return <ExportButton request={{ kind: 'instances', filter }} count={count} />;
}
