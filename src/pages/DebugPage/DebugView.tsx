import { Suspense } from 'react';
import { Link } from 'react-router-dom';
import { decideCause, type CauseKind } from '#contract/row-cause.ts';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages } from '#src/api/problem-messages.ts';
import { CauseLine } from '#src/features/debug/CauseLine.tsx';
import { placesOf } from '#src/features/debug/debug-cause.ts';
import { causeMessages } from '#src/features/instances/cause-words.ts';
import type { DebugViewData } from '#src/features/instances/instance-detail-query.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { readerOf } from '#src/features/instances/reader.ts';
import { TimelinePanel } from '#src/features/instances/TimelinePanel.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { useNow } from '#src/lib/now.ts';
import { paths } from '#src/lib/paths.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { debugScreens } from '#src/vendors/registry.ts';
import { causeOf, debugCauseMessages } from './cause.ts';
import { IdsPanel } from './IdsPanel.tsx';
import { OperationsPanel } from './OperationsPanel.tsx';
import { RawAnswersPanel } from './RawAnswersPanel.tsx';
import { SiblingsPanel } from './SiblingsPanel.tsx';
import styles from './DebugView.module.css';

type Vendor = { vendor: string };

const messages = i18n('debugView', {
  title: params<{ name: string }>('Debug {name}'),
  readOnly: 'Read only. That you looked is recorded and the owner can see it.',
  vendorView: params<Vendor>('Open it in {vendor}'),
  people: params<{ name: string }>('Who signs in for {name}'),
});

/** Of these the row knows that it is so, and the vendor’s screen why. */
const toldByVendor: ReadonlySet<CauseKind> = new Set(['failing', 'suspended', 'run_failed', 'run_needs_person']);

/** Everything there is to look at, dense and to be copied. */
export function DebugView({ view }: { view: DebugViewData }) {
  const t = useMessages(messages);
  const texts = {
    debug: useMessages(debugCauseMessages),
    causes: useMessages(causeMessages),
    problems: useMessages(problemMessages),
    words: useMessages(instanceWords),
  };
  const signedIn = useSignedIn();
  const reader = readerOf(signedIn);
  const { row, detail, connectorInstance, deployable, deployedSolution } = view;
  const vendor = vendorNames[row.vendor];
  const isRead = [detail, connectorInstance, deployable, deployedSolution].some(Boolean);
  const problemCode = isRead ? null : (view.problemCode ?? 'vendor_unavailable');
  const places = placesOf(signedIn.vendors, view);
  const cause = causeOf(texts, { ...view, problemCode }, { reader, places, now: useNow('halfMinute') });
  const kind = decideCause(row, reader.hasUpgradeHook)?.kind;
  const isOfVendor = problemCode === null && kind !== undefined && toldByVendor.has(kind);
  const standing = <CauseLine cause={cause} />;
  const { DebugCause, DebugPanels } = debugScreens[row.vendor] ?? {};

  return (
    <>
      <p className={styles['ribbon']}>{t.readOnly}</p>
      <PageHeader
        title={<bdi>{t.title({ name: row.name })}</bdi>}
        documentTitle={t.title({ name: row.name })}
        meta={
          <p className={styles['cause']}>
            {/* What our own actions and the vendor's silence tell comes first; else the vendor's screen knows more. */}
            {DebugCause && (cause.lamp === 'on' || isOfVendor) ? (
              <Suspense fallback={standing}>
                <DebugCause view={view} places={places} />
              </Suspense>
            ) : (
              standing
            )}
          </p>
        }
        actions={
          view.vendorUrl && (
            <a className={styles['outside']} href={view.vendorUrl} target="_blank" rel="noreferrer">
              {t.vendorView({ vendor })} <Icon name="outside" />
            </a>
          )
        }
      />
      <div className={styles['columns']}>
        <div>
          <IdsPanel row={row} />
          {/* Together, so that nothing that stands there already is pushed down. */}
          <Suspense fallback={<SkeletonRows rows={4} />}>
            {DebugPanels && <DebugPanels view={view} places={places} />}
            <RawAnswersPanel instanceId={row.id} vendor={row.vendor} />
            <SiblingsPanel view={view} />
          </Suspense>
        </div>
        <div>
          <OperationsPanel operations={view.operations} vendor={row.vendor} />
          <TimelinePanel entries={view.timeline} vendor={view.row.vendor} />
          <p className={styles['quiet']}>
            <Link to={paths.account.to(row.account.id)}>{t.people({ name: row.account.name })}</Link>
          </p>
        </div>
      </div>
    </>
  );
}
