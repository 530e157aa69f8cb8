import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router-dom';
import { getAccountPeople } from '#contract/endpoints/session.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';
import { RefusedPage } from '../NotFoundPage/RefusedPage.tsx';
import { PeoplePanel } from './PeoplePanel.tsx';

const messages = i18n('accountPage', {
  loading: 'Account',
  knownAs: 'known to every vendor as',
  externalId: 'external id',
  id: 'id',
  theId: 'account id',
  instances: 'Its instances',
  again: 'Try again',
});

/** An account as an administrator sees it: who signs in for it, and the way to its instances. */
export function AccountPage() {
  const { person } = useSignedIn();
  const { id = '' } = useParams();
  return person.role === 'admin' ? <AccountLoader id={id} /> : <RefusedPage />;
}

function accountQuery(id: string) {
  return queryOptions({
    queryKey: ['account', id],
    queryFn: ({ signal }) => send(getAccountPeople, { params: { id }, signal }),
  });
}

function AccountLoader({ id }: { id: string }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { data, error, refetch } = useQuery(accountQuery(id));
  const problem = error && problemOf(error);
  if (problem?.code === 'not_found') return <NotFoundPage />;
  const words = problem && wordsOfProblem(problems, problem);
  const title = data?.account.name ?? t.loading;
  return (
    <>
      <PageHeader
        title={<bdi>{title}</bdi>}
        documentTitle={title}
        meta={
          data && (
            <>
              {t.knownAs} <CopyableId id={data.account.externalId} what={t.externalId} />
              {' · '}
              {t.id} <CopyableId id={data.account.id} what={t.theId} />
              {' · '}
              <Link to={`${paths.adminInstances.to()}?account=${data.account.id}`}>{t.instances}</Link>
            </>
          )
        }
      />
      {words && (
        <Banner
          tone="bad"
          action={
            <Button size="small" onClick={() => void refetch()}>
              {t.again}
            </Button>
          }
        >
          {words.what} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      {!data && !error && <SkeletonRows rows={3} />}
      {data && <PeoplePanel people={data.people} onEnded={() => void refetch()} />}
    </>
  );
}
