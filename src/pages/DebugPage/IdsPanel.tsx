import { Link } from 'react-router-dom';
import { vendorNames, type Vendor } from '#contract/vendors.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { StatusLamp } from '#src/features/instances/StatusLamp.tsx';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Panel } from '#src/ui/Panel.tsx';

const messages = i18n('debugIds', {
  ids: 'Ids',
  id: 'Id',
  vendorId: params<{ vendor: string }>('Id at {vendor}'),
  account: 'Owner',
  status: 'Status',
  solution: 'Solution',
  solutionId: 'Solution’s id',
  theSolutionId: 'solution id',
  integration: 'Integration',
  integrationId: 'Integration’s id',
  theIntegrationId: 'integration id',
  connector: 'Connector',
  connectorId: 'Connector’s id',
  theConnectorId: 'connector id',
  accountId: 'Owner’s id',
  externalId: 'Owner’s external id',
  theAccountId: 'owner id',
  theExternalId: 'external id',
});

type Word = 'solution' | 'integration' | 'connector';

/** What each vendor calls that of which there are instances. A solution of Instabase has no id besides its name. */
const madeOf: Record<Vendor, { word: Word; id: `${Word}Id` | null; theId: `the${Capitalize<Word>}Id` }> = {
  tray: { word: 'solution', id: 'solutionId', theId: 'theSolutionId' },
  prismatic: { word: 'integration', id: 'integrationId', theId: 'theIntegrationId' },
  instabase: { word: 'solution', id: null, theId: 'theSolutionId' },
  patchworks: { word: 'connector', id: 'connectorId', theId: 'theConnectorId' },
};

/** How an instance stands, whose it is and of what, each id to be copied. */
export function IdsPanel({ row }: { row: InstanceRowData }) {
  const t = useMessages(messages);
  const vendor = vendorNames[row.vendor];
  const { word, id, theId } = madeOf[row.vendor];
  const list = (filter: Record<string, string>) =>
    `${paths.adminInstances.to()}?${new URLSearchParams(filter).toString()}`;
  return (
    <Panel title={t.ids}>
      <DefinitionList
        entries={[
          [t.status, <StatusLamp key="status" row={row} change={undefined} />],
          [t.id, idCell(row.id, t.id)],
          [t.vendorId({ vendor }), idCell(row.vendorId, t.vendorId({ vendor }))],
          [
            t.account,
            <Link key="owner" to={list({ account: row.account.id })}>
              {row.account.name}
            </Link>,
          ],
          [
            t[word],
            <Link key="template" to={list({ template: row.templateId })}>
              {row.templateName}
            </Link>,
          ],
          ...(id === null ? [] : [[t[id], idCell(row.templateId, t[theId])] as const]),
          [t.accountId, idCell(row.account.id, t.theAccountId)],
          [t.externalId, idCell(row.account.externalId, t.theExternalId)],
        ]}
      />
    </Panel>
  );
}

/** An id in a cell, to be copied. */
function idCell(id: string, what: string) {
  return <CopyableId key={id} id={id} what={what} />;
}
