import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Navigate, useParams } from 'react-router-dom';
import { useQuery as useGraphQuery } from 'urql';
import { vendorNames } from '#contract/vendors.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { ConfigureWizard } from '#src/features/deployables/ConfigureWizard.tsx';
import { configuredInstanceQuery } from '#src/features/deployables/configured-instance-query.ts';
import { instanceFormQuery } from '#src/features/deployables/deployable-queries.ts';
import type { WizardAbout } from '#src/features/deployables/wizard-about.ts';
import { abilitiesOf, instancePath } from '#src/features/instances/abilities.ts';
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

const messages = i18n('configurePage', {
  title: 'Configure',
  reading: 'Reading…',
  viewOnly: 'You may look only, so you cannot configure this instance.',
  viewOnlyNext: 'Ask somebody of your company who may change instances.',
  gone: 'It no longer exists at its vendor, so it cannot be configured.',
  goneNext: 'It leaves the lists by itself with the next complete reading.',
  toInstance: 'Open the instance',
  toInstances: 'Go to instances',
  again: 'Try again',
});

/** The wizard in which an instance of a published version is configured and deployed; and why somebody may not. */
export function ConfigurePage() {
  const t = useMessages(messages);
  const { id = '' } = useParams();
  const { person, vendors } = useSignedIn();
  const [{ data, error, fetching }] = useGraphQuery({
    query: configuredInstanceQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
    pause: person.viewOnly,
  });
  if (person.viewOnly) {
    return (
      <Told title={t.viewOnly} action={<ButtonLink to={paths.instance.to(id)}>{t.toInstance}</ButtonLink>}>
        {t.viewOnlyNext}
      </Told>
    );
  }
  const row = data?.instance?.row;
  if (!row) {
    const problem = error ? problemOfGraphError(error) : null;
    if (problem?.code === 'not_found' || problem?.code === 'bad_input') return <NotFoundPage />;
    if (!problem && !fetching && data) return <NotFoundPage />;
    return <Waiting problem={problem} onAgain={() => window.location.reload()} />;
  }
  if (!abilitiesOf(vendors, row.vendor).deployables) return <Navigate to={instancePath(vendors, row)} replace />;
  const about: WizardAbout = {
    instanceId: row.id,
    name: row.name,
    vendorName: vendorNames[row.vendor],
    accountName: row.account.name,
    isAdmin: person.role === 'admin',
    isPaused: row.deployment?.wasDeployed === true && !row.deployment.isEnabled,
  };
  return <FormLoader key={row.id} about={about} />;
}

function FormLoader({ about }: { about: WizardAbout }) {
  const t = useMessages(messages);
  const { data, error, refetch, isFetchedAfterMount } = useQuery(instanceFormQuery(about.instanceId));
  // What was read at a former visit may be of another version, and would lead to the wrong page.
  if (data && isFetchedAfterMount) return <ConfigureWizard data={data} about={about} />;
  const problem = error && problemOf(error);
  if (problem?.code === 'not_found') return <NotFoundPage />;
  if (problem?.code === 'gone') {
    return (
      <Told title={t.gone} action={<ButtonLink to={paths.instances.to()}>{t.toInstances}</ButtonLink>}>
        {t.goneNext}
      </Told>
    );
  }
  return <Waiting problem={problem} name={about.name} onAgain={() => void refetch()} />;
}

function Told({ title, action, children }: { title: string; action: ReactNode; children: ReactNode }) {
  const t = useMessages(messages);
  return (
    <>
      <PageHeader title={t.title} documentTitle={t.title} />
      <EmptyState title={title} action={action}>
        {children}
      </EmptyState>
    </>
  );
}

function Waiting({ problem, name, onAgain }: { problem: ClientProblem | null; name?: string; onAgain: () => void }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const words = problem && wordsOfProblem(problems, problem, name);
  return (
    <>
      <PageHeader title={t.title} documentTitle={t.title} meta={words ? undefined : <output>{t.reading}</output>} />
      {words ? (
        <Banner
          tone="bad"
          urgent
          action={
            <Button size="small" onClick={onAgain}>
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
