import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';

const messages = i18n('notFoundPage', {
  title: 'Page not found',
  text: 'There is nothing at this address, or it is not yours.',
  toInstances: 'Go to instances',
});

/** For every address that leads nowhere, and for what is not the person's. */
export function NotFoundPage() {
  const t = useMessages(messages);
  return (
    <>
      <PageHeader title={t.title} documentTitle={t.title} />
      <EmptyState title={t.text} action={<ButtonLink to={paths.instances.to()}>{t.toInstances}</ButtonLink>} />
    </>
  );
}
