import type { DeployableDetail } from '#src/features/instances/deployable-detail.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { vendorNames } from '#contract/vendors.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { flagWords, versionSentence } from './instance-flags.ts';
import styles from './InstanceScreen.module.css';

type Vendor = { vendor: string };

const messages = i18n('prismaticFacts', {
  title: 'About',
  id: 'Id',
  ourId: 'id',
  vendorId: params<Vendor>('Id at {vendor}'),
  owner: 'Owner',
  integration: 'Integration',
  version: 'Version',
  description: 'Description',
  labels: 'Labels',
  created: 'Created',
  deployed: 'Last deployed',
  never: 'never',
  ran: 'Last run',
  confirmed: 'Last confirmed',
  vendorView: params<Vendor>('Open it in {vendor}'),
});

/** Ids, owner, versions, labels and dates. */
export function InstanceFacts({ row, detail }: { row: InstanceRowData; detail: DeployableDetail | null }) {
  const t = useMessages(messages);
  const words = useMessages(flagWords);
  const vendor = vendorNames[row.vendor];
  const flags = detail?.state ?? row.deployment ?? null;
  const url = detail?.vendorUrl;
  return (
    <Panel title={t.title}>
      <DefinitionList
        entries={[
          [t.integration, <bdi key="integration">{row.templateName}</bdi>],
          [t.version, flags && versionSentence(words, flags)],
          [t.description, detail?.description ? <bdi key="description">{detail.description}</bdi> : null],
          [t.labels, detail && detail.labels.length > 0 ? <Labels key="labels" labels={detail.labels} /> : null],
          [t.owner, <bdi key="owner">{row.account.name}</bdi>],
          [t.created, time(row.createdAt)],
          [t.deployed, flags && (time(flags.lastDeployedAt) ?? t.never)],
          [t.ran, flags && (time(flags.lastRanAt) ?? t.never)],
          [t.confirmed, time(row.checkedAt)],
          [t.id, <CopyableId key="id" id={row.id} what={t.ourId} />],
          [t.vendorId({ vendor }), <CopyableId key="vendorId" id={row.vendorId} what={t.vendorId({ vendor })} />],
        ]}
      />
      {/* The address comes from what the operator has configured; anything but the web's own schemes is no link. */}
      {url && /^https?:/i.test(url) && (
        <p className={styles['quiet']}>
          <a className={styles['state']} href={url} target="_blank" rel="noreferrer">
            {t.vendorView({ vendor })} <Icon name="outside" />
          </a>
        </p>
      )}
    </Panel>
  );
}

function Labels({ labels }: { labels: readonly string[] }) {
  return (
    <span className={styles['labels']}>
      {labels.map((label) => (
        <bdi key={label} className={styles['label']}>
          {label}
        </bdi>
      ))}
    </span>
  );
}

function time(text: string | null | undefined) {
  const moment = momentOf(text);
  return moment === null ? null : <RelativeTime moment={moment} step="fiveSeconds" />;
}
