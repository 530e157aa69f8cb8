import { useEffect } from 'react';
import { useStore } from '@nanostores/react';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { ChangesPanel } from '#src/features/overview/ChangesPanel.tsx';
import { HoursPanel } from '#src/features/overview/HoursPanel.tsx';
import { LapsesPanel } from '#src/features/overview/LapsesPanel.tsx';
import { overviewQuery } from '#src/features/overview/overview-query.ts';
import { VendorsPanel } from '#src/features/overview/VendorsPanel.tsx';
import styles from '#src/features/overview/Overview.module.css';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { momentOf } from '#src/lib/format.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { timeZone } from '#src/lib/preferences.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { RefusedPage } from '../NotFoundPage/RefusedPage.tsx';

const messages = i18n('overviewPage', {
  title: 'Overview',
  instances: count({ one: '{count} instance', other: '{count} instances' }),
  asOf: 'counted',
  reading: 'Reading…',
  again: 'Try again',
});

/** How everything is, for administrators: what needs them today, and the way there. */
export function OverviewPage() {
  const { person } = useSignedIn();
  return person.role === 'admin' ? <Overview /> : <RefusedPage />;
}

/** The browser's, where none was chosen. */
const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

const askAgainMs = 30_000;

function Overview() {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const zone = useStore(timeZone) || ownZone;
  const [{ data, error }, ask] = useQuery({
    query: overviewQuery,
    variables: { timeZone: zone },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') ask({ requestPolicy: 'network-only' });
    }, askAgainMs);
    return () => clearInterval(timer);
  }, [ask]);
  const overview = data?.overview;
  const problem = error ? problemOfGraphError(error) : null;
  const words = problem && wordsOfProblem(problems, problem);
  const at = momentOf(overview?.at);
  const all = overview?.vendors.reduce((sum, { instanceCount }) => sum + instanceCount, 0) ?? 0;
  return (
    <>
      <PageHeader
        title={t.title}
        documentTitle={t.title}
        meta={
          <output>
            {overview ? t.instances(all) : problem ? '' : t.reading}
            {at !== null && (
              <span aria-hidden="true">
                {' · '}
                {t.asOf} <RelativeTime moment={at} step="fiveSeconds" />
              </span>
            )}
          </output>
        }
      />
      {words && (
        <Banner
          tone="bad"
          action={
            <Button size="small" onClick={() => ask({ requestPolicy: 'network-only' })}>
              {t.again}
            </Button>
          }
        >
          {words.what} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      {!overview && !problem && <SkeletonRows />}
      {overview && (
        <>
          <VendorsPanel vendors={overview.vendors} />
          <div className={styles['columns']}>
            <div>
              <HoursPanel hours={overview.hours} />
              <LapsesPanel lapses={overview.lapses} />
            </div>
            <ChangesPanel changes={overview.changes} since={overview.since} />
          </div>
        </>
      )}
    </>
  );
}
