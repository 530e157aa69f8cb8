import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { type Bulk, bulkOutcomes, type BulkStep } from '#contract/bulks.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { bulkQuery, isMoving, sizeOf } from '#src/features/bulk/bulk-queries.ts';
import { bulkMessages, outcomeLamps, stateLamps } from '#src/features/bulk/bulk-words.ts';
import type { BulkDialogProps } from '#src/features/bulk/BulkDialog.tsx';
import { BulkItems } from '#src/features/bulk/BulkItems.tsx';
import { BulkProgress } from '#src/features/bulk/BulkProgress.tsx';
import { takeStep } from '#src/features/bulk/take-step.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatNumber, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { RefusedPage } from '../NotFoundPage/RefusedPage.tsx';
import styles from './BulkPage.module.css';

const messages = i18n('bulkPage', {
  loading: 'Work on many',
  by: params<{ person: string }>('by {person},'),
  repeats: 'Repeats what failed before',
  outcomes: 'Outcomes',
  all: 'All',
  start: 'Start…',
  undo: 'Undo',
  stop: 'Stop',
  retry: 'Retry the failed',
  busy: 'Under way…',
  failed: params<{ what: string }>('It could not be read. {what}'),
  kept: 'Shown is what was read before.',
  again: 'Try again',
});

const BulkDialog = lazyPage<BulkDialogProps>(
  async () => (await import('#src/features/bulk/BulkDialog.tsx')).BulkDialog,
);

/** Work on many instances: how far it is, what became of each, and what may be done about it. */
export function BulkPage() {
  const { person } = useSignedIn();
  const { id = '' } = useParams();
  return person.role === 'admin' ? <BulkLoader key={id} id={id} /> : <RefusedPage />;
}

function BulkLoader({ id }: { id: string }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { data, error, refetch } = useQuery(bulkQuery(id));
  const problem = error && problemOf(error);
  if (problem?.code === 'not_found') return <NotFoundPage />;
  const words = problem && wordsOfProblem(problems, problem);
  return (
    <>
      {words && (
        <Banner
          tone="bad"
          action={
            <Button size="small" onClick={() => void refetch()}>
              {t.again}
            </Button>
          }
        >
          {t.failed({ what: words.what })} {data ? t.kept : words.next}{' '}
          {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      {data ? (
        <BulkView bulk={data.bulk} />
      ) : (
        <>
          <PageHeader title={t.loading} documentTitle={t.loading} />
          {!error && <SkeletonRows rows={6} rowHeight={44} />}
        </>
      )}
    </>
  );
}

function BulkView({ bulk }: { bulk: Bulk }) {
  const t = useMessages(messages);
  const words = useMessages(bulkMessages);
  const [search] = useSearchParams();
  const { counts } = bulk;
  const outcome = bulkOutcomes.find((known) => known === search.get('outcome')) ?? null;
  const title = words[`${bulk.action}Many`](sizeOf(counts));
  const isOver = !isMoving(bulk.state);
  return (
    <>
      <PageHeader
        title={title}
        documentTitle={title}
        meta={
          <>
            <Lamp kind={stateLamps[bulk.state]} /> {t.by({ person: bulk.personName })}{' '}
            <RelativeTime moment={momentOf(bulk.startedAt ?? bulk.plannedAt) ?? 0} />
            {bulk.repeats !== null && (
              <>
                {' · '}
                <Link to={paths.bulk.to(bulk.repeats)}>{t.repeats}</Link>
              </>
            )}
          </>
        }
        actions={<Steps bulk={bulk} />}
      />
      <div role="status" aria-live="off" className={styles['progress']}>
        <BulkProgress bulk={bulk} />
      </div>
      <nav className={styles['outcomes']} aria-label={t.outcomes}>
        <Link to={{ search: '' }} replace className={styles['outcome']} aria-current={outcome ? undefined : 'page'}>
          {t.all} <span>{formatNumber(sizeOf(counts))}</span>
        </Link>
        {bulkOutcomes
          .filter((key) => counts[key] > 0 || key === outcome)
          .map((key) => (
            <Link
              key={key}
              to={{ search: `?outcome=${key}` }}
              replace
              className={styles['outcome']}
              aria-current={key === outcome ? 'page' : undefined}
            >
              <Lamp kind={outcomeLamps[key]} /> {words[key]} <span>{formatNumber(counts[key])}</span>
            </Link>
          ))}
      </nav>
      <BulkItems bulkId={bulk.id} outcome={outcome} isOver={isOver} />
    </>
  );
}

function Steps({ bulk }: { bulk: Bulk }) {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const [pressed, setPressed] = useState<BulkStep | null>(null);
  const [plan, setPlan] = useState<Bulk | null>(null);

  async function press(step: BulkStep): Promise<void> {
    if (pressed) return;
    if (step === 'start') {
      setPlan(bulk);
      return;
    }
    setPressed(step);
    const answer = await takeStep(step, bulk);
    setPressed(null);
    if (step !== 'retry' || !answer) return;
    if (answer.state === 'planned' || answer.state === 'planning') setPlan(answer);
    // It was started before and goes on.
    else await navigate(paths.bulk.to(answer.id));
  }

  return (
    <>
      {bulk.may.map((step) => (
        <Button
          key={step}
          variant={step === 'start' ? 'filled' : 'outlined'}
          disabledReason={pressed ? t.busy : null}
          onClick={() => void press(step)}
        >
          {t[step]}
        </Button>
      ))}
      {plan && (
        <Suspense fallback={null}>
          <BulkDialog source={{ plan }} onClose={() => setPlan(null)} onStarted={() => setPlan(null)} />
        </Suspense>
      )}
    </>
  );
}
