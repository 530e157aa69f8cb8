import { Link } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { applyChange } from '#src/features/instances/pending-changes.ts';
import { RowNote } from '#src/features/instances/RowNote.tsx';
import { TimelinePanel } from '#src/features/instances/TimelinePanel.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import type { InstanceScreenProps } from '../instance-screen.ts';
import { InstanceActions } from './InstanceActions.tsx';
import { InstanceFacts } from './InstanceFacts.tsx';
import styles from './InstanceScreen.module.css';
import { InstanceState } from './InstanceState.tsx';
import { InstanceTabs } from './InstanceTabs.tsx';

type Unread = { what: string; vendor: string };

const messages = i18n('prismaticInstance', {
  back: 'All instances',
  fromIndex: params<Unread>(
    '{what} Shown is what was read before; connections and flows come back when {vendor} answers.',
  ),
  gone: params<Unread>(
    '{what} Shown is what was read before; it leaves the lists by itself with the next complete reading of {vendor}.',
  ),
  viewOnly:
    'You may look only: connections, flows and runs are shown to those who may change them. Ask a colleague who may, or your administrator.',
});

/** An instance that is configured, deployed and then runs: how it stands, and in tabs what it has, runs and logs. */
export function InstanceScreen({ instance, problem, change, operation }: InstanceScreenProps) {
  const t = useMessages(messages);
  const { person } = useSignedIn();
  const row = applyChange(instance.row, change);
  const detail = instance.deployable ?? null;
  const name = row.name || row.vendorId;
  return (
    <>
      <PageHeader
        title={<bdi>{name}</bdi>}
        documentTitle={name}
        lead={
          <Link
            to={person.role === 'admin' ? paths.adminInstances.to() : paths.instances.to()}
            className={styles['back']}
          >
            <Icon name="back" /> {t.back}
          </Link>
        }
        meta={<InstanceState row={row} flags={detail?.state ?? row.deployment ?? null} change={change} />}
        actions={<InstanceActions row={row} allowed={detail?.allowed ?? null} />}
      />
      <div className={styles['notices']}>
        <OutcomeBanners outcomes={[]} problem={problem} />
        {!detail && <Unread instance={instance} />}
        <RowNote row={row} change={change} onPage />
        {operation}
      </div>
      {detail ? (
        <InstanceTabs row={row} detail={detail} timeline={instance.timeline} />
      ) : (
        <div className={styles['columns']}>
          <InstanceFacts row={row} detail={null} />
          <TimelinePanel entries={instance.timeline} vendor={row.vendor} />
        </div>
      )}
    </>
  );
}

/** Why there is nothing but the row. */
function Unread({ instance: { row, problemCode } }: { instance: InstanceScreenProps['instance'] }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  if (problemCode === 'view_only') {
    return (
      <Banner tone="note" lamp="off">
        {t.viewOnly}
      </Banner>
    );
  }
  const { what } = wordsOfProblem(problems, {
    ...plainProblem(toProblemCode(problemCode ?? 'vendor_unavailable')),
    vendor: row.vendor,
    instance: { id: row.id, name: row.name },
  });
  const said = problemCode === 'gone' ? t.gone : t.fromIndex;
  return <Banner tone="warn">{said({ what, vendor: vendorNames[row.vendor] })}</Banner>;
}
