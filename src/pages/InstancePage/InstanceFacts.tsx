import type { TimelineEntry, TrayDetail } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { readerOf } from '#src/features/instances/reader.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { vendorNames } from '#contract/vendors.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';

type Vendor = { vendor: string };

const messages = i18n('instanceFacts', {
  title: 'About',
  id: 'Id',
  vendorId: params<Vendor>('Id at {vendor}'),
  ourId: 'id',
  owner: 'Owner',
  ownerId: params<Vendor>('Owner at {vendor}'),
  created: 'Created',
  enabled: 'Enabled',
  lastEnabled: 'yes, since',
  yes: 'yes',
  no: 'no',
  newer: 'Newer version',
  newerYes: 'yes, there is one',
  newerNo: 'no, this is the newest',
  user: 'Needs your input',
  ownersInput: 'Needs its owner’s input',
  system: 'Needs your company’s values',
  checked: 'Last confirmed',
});

const enablingActions = new Set(['instance.enable', 'instance.activate', 'instance.undo_disable']);

/** Ids, owner, dates, and the vendor's flags in words. */
export function InstanceFacts({
  row,
  detail,
  timeline,
}: {
  row: InstanceRowData;
  detail: TrayDetail | null;
  timeline: readonly TimelineEntry[];
}) {
  const t = useMessages(messages);
  const isOwners = readerOf(useSignedIn()).voice === 'owner';
  const vendor = vendorNames[row.vendor];
  const created = momentOf(row.createdAt);
  const checked = momentOf(row.checkedAt);
  const enabledAt = momentOf(
    timeline.find(({ action, outcome }) => outcome === 'done' && enablingActions.has(action))?.at,
  );
  const yesNo = (value: boolean) => (value ? t.yes : t.no);

  return (
    <Panel title={t.title}>
      <DefinitionList
        entries={[
          [t.id, <CopyableId key="id" id={row.id} what={t.ourId} />],
          [t.vendorId({ vendor }), <CopyableId key="vendorId" id={row.vendorId} what={t.vendorId({ vendor })} />],
          [t.owner, <bdi key="owner">{row.account.name}</bdi>],
          [
            t.ownerId({ vendor }),
            detail && <CopyableId key="ownerId" id={detail.ownerId} what={t.ownerId({ vendor })} />,
          ],
          [t.created, created === null ? null : <RelativeTime key="created" moment={created} />],
          [
            t.enabled,
            detail?.enabled && enabledAt !== null ? (
              <span key="enabled">
                {t.lastEnabled} <RelativeTime moment={enabledAt} />
              </span>
            ) : (
              yesNo(detail?.enabled ?? row.status === 'enabled')
            ),
          ],
          [t.newer, detail && (detail.hasNewerVersion ? t.newerYes : t.newerNo)],
          [isOwners ? t.user : t.ownersInput, detail && yesNo(detail.requiresUserInput)],
          [t.system, detail && yesNo(detail.requiresSystemInput)],
          [t.checked, checked === null ? null : <RelativeTime key="checked" moment={checked} step="fiveSeconds" />],
        ]}
      />
    </Panel>
  );
}
