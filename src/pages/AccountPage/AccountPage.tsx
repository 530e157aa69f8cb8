import { Suspense, useState } from 'react';
import { useParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { deleteAccountSessions } from '#contract/endpoints/accounts.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { send } from '#src/api/http.ts';
import { accountQuery, type AccountData } from '#src/features/accounts/account-queries.ts';
import { ActivityPanel } from '#src/features/accounts/ActivityPanel.tsx';
import { FailedRead } from '#src/features/accounts/FailedRead.tsx';
import { InstancesPanel } from '#src/features/accounts/InstancesPanel.tsx';
import { LinksPanel } from '#src/features/accounts/LinksPanel.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { useLookOnly } from '#src/features/session/look-only.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Button } from '#src/ui/Button.tsx';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { RefusedPage } from '../NotFoundPage/RefusedPage.tsx';
import styles from './AccountPage.module.css';
import { PeoplePanel } from './PeoplePanel.tsx';

// Dialogs bring heavy code that few visits need.
const EndSessionsDialog = lazyPage(async () => (await import('./EndSessionsDialog.tsx')).EndSessionsDialog);
const ViewAsDialog = lazyPage(async () => (await import('#src/features/accounts/ViewAsDialog.tsx')).ViewAsDialog);

const messages = i18n('accountPage', {
  loading: 'Account',
  knownAs: 'External id',
  externalId: 'external id',
  id: 'id',
  theId: 'account id',
  added: 'added',
  lastActivity: 'last activity',
  never: 'no activity yet',
  viewAs: 'View as',
  endSessions: 'End sessions',
  noSessions: 'Its people are signed in nowhere',
});

/** An account as an administrator sees it: who signs in for it, who it is at each vendor, and how its instances are. */
export function AccountPage() {
  const { person } = useSignedIn();
  const { id = '' } = useParams();
  return person.role === 'admin' ? <AccountLoader id={id} /> : <RefusedPage />;
}

function AccountLoader({ id }: { id: string }) {
  const t = useMessages(messages);
  const [{ data, error, fetching }, ask] = useQuery({
    query: accountQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const askAgain = () => ask({ requestPolicy: 'network-only' });
  // What was read before stays on show while it is asked for again.
  const account = data?.account;
  if (data && !account && !fetching) return <NotFoundPage />;
  return (
    <>
      {account ? (
        <AccountView data={account} onChanged={askAgain} />
      ) : (
        <PageHeader title={t.loading} documentTitle={t.loading} />
      )}
      {error && <FailedRead problem={problemOfGraphError(error)} onAgain={askAgain} />}
      {!account && !error && <SkeletonRows rows={3} />}
    </>
  );
}

function AccountView({ data, onChanged }: { data: AccountData; onChanged: () => void }) {
  const t = useMessages(messages);
  const lookOnly = useLookOnly();
  const { account, people } = data;
  const [asked, setAsked] = useState<'viewAs' | 'endSessions' | null>(null);
  const sessions = people.reduce((sum, person) => sum + person.sessionCount, 0);
  const activity = momentOf(data.lastActivityAt);
  return (
    <>
      <PageHeader
        title={<bdi>{account.name}</bdi>}
        documentTitle={account.name}
        meta={
          <>
            {t.knownAs} <CopyableId id={account.externalId} what={t.externalId} />
            {' · '}
            {t.id} <CopyableId id={account.id} what={t.theId} />
            {' · '}
            {t.added} <RelativeTime moment={Date.parse(data.createdAt)} />
            {' · '}
            {activity === null ? (
              t.never
            ) : (
              <>
                {t.lastActivity} <RelativeTime moment={activity} />
              </>
            )}
          </>
        }
        actions={
          <span className={styles['actions']}>
            <Button
              aria-haspopup="dialog"
              disabledReason={lookOnly ?? (sessions === 0 ? t.noSessions : null)}
              onClick={() => setAsked('endSessions')}
            >
              {t.endSessions}
            </Button>
            <Button aria-haspopup="dialog" onClick={() => setAsked('viewAs')}>
              {t.viewAs}
            </Button>
          </span>
        }
      />
      <div className={styles['panels']}>
        <div>
          <InstancesPanel accountId={account.id} instances={data.instances} />
          <LinksPanel account={account} links={data.links} instances={data.instances} onChanged={onChanged} />
        </div>
        <div>
          <PeoplePanel people={people} onEnded={onChanged} />
          <ActivityPanel accountId={account.id} activity={data.activity} />
        </div>
      </div>
      <Suspense fallback={null}>
        {asked === 'viewAs' && <ViewAsDialog account={account} onClose={() => setAsked(null)} />}
        {asked === 'endSessions' && (
          <EndSessionsDialog
            name={account.name}
            end={() => send(deleteAccountSessions, { params: { id: account.id } })}
            onClose={(isEnded) => {
              setAsked(null);
              if (isEnded) onChanged();
            }}
          />
        )}
      </Suspense>
    </>
  );
}
