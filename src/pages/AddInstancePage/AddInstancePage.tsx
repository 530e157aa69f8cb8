import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { AddedInstance } from '#src/features/connectors/add/AddedInstance.tsx';
import { AddInstanceWizard } from '#src/features/connectors/add/AddInstanceWizard.tsx';
import { connectorDraftQuery } from '#src/features/connectors/add/draft-query.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { NotFoundPage } from '../NotFoundPage/NotFoundPage.tsx';

const messages = i18n('addInstancePage', {
  title: 'Add an instance',
  viewOnly: 'You may look only, so you cannot add instances.',
  viewOnlyNext: 'Ask somebody of your company who may change instances.',
  admin: 'Instances are added by their owners, with credentials of their own.',
  adminNext: 'Ask somebody of the account that needs it.',
  toConnectors: 'Go to connectors',
  toInstances: 'Go to instances',
  gone: 'This connector is no longer installed, so no instance of it can be added.',
  again: 'Try again',
});

/** The wizard that adds an instance, for those who may; and for the others why they may not. */
export function AddInstancePage() {
  const { person } = useSignedIn();
  const { draftId = '' } = useParams();
  const t = useMessages(messages);
  if (person.role === 'admin') {
    return <Refused title={t.admin} text={t.adminNext} to={paths.adminInstances.to()} link={t.toInstances} />;
  }
  if (person.viewOnly) {
    return <Refused title={t.viewOnly} text={t.viewOnlyNext} to={paths.connectors.to()} link={t.toConnectors} />;
  }
  return <DraftLoader key={draftId} id={draftId} />;
}

function Refused({ title, text, to, link }: { title: string; text: string; to: string; link: string }) {
  const t = useMessages(messages);
  return (
    <>
      <PageHeader title={t.title} documentTitle={t.title} />
      <EmptyState title={title} action={<ButtonLink to={to}>{link}</ButtonLink>}>
        {text}
      </EmptyState>
    </>
  );
}

function DraftLoader({ id }: { id: string }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { data, error, refetch } = useQuery(connectorDraftQuery(id));
  if (data?.draft.instanceId) {
    const { draft, form } = data;
    return (
      <AddedInstance instanceId={data.draft.instanceId} name={draft.details.name} connectorName={form.connector.name} />
    );
  }
  if (data) return <AddInstanceWizard draft={data.draft} offer={data.form} />;
  const problem = error && problemOf(error);
  if (problem?.code === 'not_found') return <NotFoundPage />;
  if (problem?.code === 'gone') {
    return (
      <>
        <PageHeader title={t.title} documentTitle={t.title} />
        <EmptyState title={t.gone} action={<ButtonLink to={paths.connectors.to()}>{t.toConnectors}</ButtonLink>} />
      </>
    );
  }
  const words = problem && wordsOfProblem(problems, problem);
  return (
    <>
      <PageHeader title={t.title} documentTitle={t.title} />
      {words ? (
        <Banner
          tone="bad"
          urgent
          action={
            <Button size="small" onClick={() => void refetch()}>
              {t.again}
            </Button>
          }
        >
          {words.what} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      ) : (
        <SkeletonRows rows={4} rowHeight={56} />
      )}
    </>
  );
}
