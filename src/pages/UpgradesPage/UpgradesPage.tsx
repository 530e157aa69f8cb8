import { Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { deleteUpgradeNotice } from '#contract/endpoints/upgrades.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import type { NotifyDialogProps } from '#src/features/upgrades/NotifyDialog.tsx';
import type { UpgradeDialogProps } from '#src/features/upgrades/UpgradeDialog.tsx';
import { UpgradeTable } from '#src/features/upgrades/UpgradeTable.tsx';
import { upgradesQuery } from '#src/features/upgrades/upgrades-query.ts';
import type { UpgradePlan } from '#src/features/upgrades/upgrades-query.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { showToast } from '#src/ui/toast.ts';
import { RefusedPage } from '../NotFoundPage/RefusedPage.tsx';

const messages = i18n('upgradesPage', {
  title: 'Upgrades',
  templates: count({ one: '{count} newer version is out', other: '{count} newer versions are out' }),
  reading: 'Reading…',
  again: 'Try again',
  none: 'Everything is on its newest version',
  noneText: 'As soon as a vendor publishes a newer version of something that is in use, it stands here.',
  told: 'The owners have been told',
  takenBack: 'The notice was taken back',
});

const UpgradeDialog = lazyPage<UpgradeDialogProps>(
  async () => (await import('#src/features/upgrades/UpgradeDialog.tsx')).UpgradeDialog,
);
const NotifyDialog = lazyPage<NotifyDialogProps>(
  async () => (await import('#src/features/upgrades/NotifyDialog.tsx')).NotifyDialog,
);

/** The newer versions that are out, for administrators: whose turn it is with each, and what can be done about it. */
export function UpgradesPage() {
  const { person } = useSignedIn();
  return person.role === 'admin' ? <Upgrades /> : <RefusedPage />;
}

function Upgrades() {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [{ data, error }, ask] = useQuery({ query: upgradesQuery, requestPolicy: 'cache-and-network' });
  const [open, setOpen] = useState<{ dialog: 'upgrade' | 'notify'; plan: UpgradePlan } | null>(null);
  const plans = data?.upgrades;
  const problem = error ? problemOfGraphError(error) : null;
  const words = problem && wordsOfProblem(problems, problem);
  const askAnew = () => ask({ requestPolicy: 'network-only' });

  async function takeBack({ notice }: UpgradePlan) {
    if (!notice) return;
    try {
      await send(deleteUpgradeNotice, { params: { id: notice.id } });
      showToast('off', t.takenBack);
    } catch (failure) {
      showToast('failed', wordsOfProblem(problems, problemOf(failure)).what);
    }
    askAnew();
  }

  return (
    <>
      <PageHeader
        title={t.title}
        documentTitle={t.title}
        meta={<output>{plans ? t.templates(plans.length) : problem ? '' : t.reading}</output>}
      />
      {words && (
        <Banner
          tone="bad"
          action={
            <Button size="small" onClick={askAnew}>
              {t.again}
            </Button>
          }
        >
          {words.what} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      {!plans && !problem && <SkeletonRows rows={3} rowHeight={96} />}
      {plans?.length === 0 && <EmptyState title={t.none}>{t.noneText}</EmptyState>}
      {plans && plans.length > 0 && (
        <UpgradeTable
          plans={plans}
          onUpgrade={(plan) => setOpen({ dialog: 'upgrade', plan })}
          onNotify={(plan) => setOpen({ dialog: 'notify', plan })}
          onTakeBack={(plan) => void takeBack(plan)}
        />
      )}
      <Suspense fallback={null}>
        {open?.dialog === 'upgrade' && <UpgradeDialog plan={open.plan} onClose={() => setOpen(null)} />}
        {open?.dialog === 'notify' && (
          <NotifyDialog
            plan={open.plan}
            onClose={(isSent) => {
              setOpen(null);
              if (!isSent) return;
              showToast('on', t.told);
              askAnew();
            }}
          />
        )}
      </Suspense>
    </>
  );
}
