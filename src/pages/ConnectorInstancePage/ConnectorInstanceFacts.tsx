import { vendorNames } from '#contract/vendors.ts';
import type { ConnectorDetail } from '#src/features/connectors/instance/connector-instance-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';

type Vendor = { vendor: string };

const messages = i18n('connectorInstanceFacts', {
  title: 'About',
  id: 'Id',
  ourId: 'id',
  vendorId: params<Vendor>('Id at {vendor}'),
  connector: 'Connector',
  connectorIdLabel: 'Connector id',
  connectorId: 'connector id',
  owner: 'Owner',
  method: 'Signs in by',
  created: 'Created',
  changed: params<Vendor>('Last changed at {vendor}'),
  credentials: 'Credentials last taken',
  never: 'never',
  confirmed: 'Last confirmed',
});

/** Ids, owner and dates. */
export function ConnectorInstanceFacts({ row, detail }: { row: InstanceRowData; detail: ConnectorDetail | null }) {
  const t = useMessages(messages);
  const vendor = vendorNames[row.vendor];
  return (
    <Panel title={t.title}>
      <DefinitionList
        entries={[
          [t.id, <CopyableId key="id" id={row.id} what={t.ourId} />],
          [t.vendorId({ vendor }), <CopyableId key="vendorId" id={row.vendorId} what={t.vendorId({ vendor })} />],
          [t.connector, <bdi key="connector">{detail?.connectorName ?? row.templateName}</bdi>],
          // Beside the name, a number would be taken for the connector's version.
          [
            t.connectorIdLabel,
            <CopyableId key="connectorId" id={detail?.connectorId ?? row.templateId} what={t.connectorId} />,
          ],
          [t.owner, <bdi key="owner">{row.account.name}</bdi>],
          [t.method, detail && <bdi key="method">{detail.methodName}</bdi>],
          [t.created, time(row.createdAt)],
          [t.changed({ vendor }), time(detail?.updatedAt)],
          [t.credentials, detail && (time(detail.lastCheckedAt) ?? t.never)],
          [t.confirmed, time(row.checkedAt)],
        ]}
      />
    </Panel>
  );
}

function time(text: string | null | undefined) {
  const moment = momentOf(text);
  return moment === null ? null : <RelativeTime moment={moment} />;
}
