import { vendorNames } from '#contract/vendors.ts';
import type { DeploymentData, DeploymentPageData } from '#src/features/deployments/deployment-queries.ts';
import { deploymentWords, ownerWord, visibilityWord } from '#src/features/deployments/deployment-words.ts';
import { MetadataView } from '#src/features/jobs/MetadataView.tsx';
import { VersionsPanel } from '#src/features/deployments/VersionsPanel.tsx';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { TimelinePanel } from '#src/features/instances/TimelinePanel.tsx';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import styles from './DeploymentView.module.css';

type Vendor = { vendor: string };

const messages = i18n('deploymentAbout', {
  description: 'Description',
  noDescription: 'It has no description.',
  facts: 'Facts',
  name: 'Name',
  version: 'Version',
  owner: 'Owner',
  account: 'Account',
  author: 'Author',
  summary: 'Summary',
  visibility: 'Visibility',
  visibilityNote: 'found out by asking for those of each visibility',
  packagePath: 'Deployed from',
  thePath: 'path of the package',
  created: 'Created',
  updated: 'Updated',
  confirmed: 'Last confirmed',
  id: 'Id',
  ourId: 'id',
  vendorId: params<Vendor>('Id at {vendor}'),
  open: params<Vendor>('Open it in {vendor}'),
  metadata: 'Metadata',
});

/** Description, facts, versions, metadata and timeline. */
export function DeploymentAbout({
  row,
  name,
  deployment,
  instance: { detail, timeline },
}: {
  row: InstanceRowData;
  name: string;
  deployment: DeploymentData | null;
  instance: Pick<DeploymentPageData, 'detail' | 'timeline'>;
}) {
  const t = useMessages(messages);
  const words = useMessages(deploymentWords);
  const vendor = vendorNames[row.vendor];
  const visibility = detail?.visibility ?? deployment?.visibility ?? 'unknown';
  const vendorUrl = detail?.vendorUrl ?? null;
  return (
    <div className={styles['columns']}>
      <div>
        {detail && (
          <Panel title={t.description}>
            <p className={styles['description']} dir="auto">
              {detail.description || t.noDescription}
            </p>
          </Panel>
        )}
        {detail && <VersionsPanel versions={detail.versions} id={row.id} />}
        {detail && (
          <Panel title={t.metadata}>
            <MetadataView metadata={detail.metadata} />
          </Panel>
        )}
      </div>
      <div>
        <Panel title={t.facts}>
          <DefinitionList
            entries={[
              [t.name, <bdi key="name">{name}</bdi>],
              [t.version, deployment && <bdi key="version">{deployment.version}</bdi>],
              [t.owner, deployment && <bdi key="owner">{ownerWord(words, deployment.owner)}</bdi>],
              [t.author, deployment?.author && <bdi key="author">{deployment.author}</bdi>],
              [t.summary, deployment?.summary && <bdi key="summary">{deployment.summary}</bdi>],
              [
                t.visibility,
                <span key="visibility">
                  {visibilityWord(words, visibility)}{' '}
                  {detail && <small className={styles['quiet']}>{t.visibilityNote}</small>}
                </span>,
              ],
              [
                t.packagePath,
                detail?.packagePath && <CopyableId key="path" id={detail.packagePath} what={t.thePath} />,
              ],
              [t.created, time(row.createdAt)],
              [t.updated, time(deployment?.updatedAt)],
              [t.confirmed, time(row.checkedAt)],
              [t.id, <CopyableId key="id" id={row.id} what={t.ourId} />],
              [t.vendorId({ vendor }), <CopyableId key="vendorId" id={row.vendorId} what={t.vendorId({ vendor })} />],
            ]}
          />
          {vendorUrl !== null && /^https?:/i.test(vendorUrl) && (
            <a className={styles['outside']} href={vendorUrl} target="_blank" rel="noreferrer">
              {t.open({ vendor })} <Icon name="outside" />
            </a>
          )}
        </Panel>
        <TimelinePanel entries={timeline} vendor={row.vendor} />
      </div>
    </div>
  );
}

function time(text: string | null | undefined) {
  const moment = momentOf(text);
  return moment === null ? null : <RelativeTime moment={moment} />;
}
