import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';

const messages = i18n('refusedPage', {
  title: 'For administrators',
  text: 'Only administrators may see this page. Ask yours if you need something from it.',
  toInstances: 'Go to your instances',
});

/** For pages that exist and are not for this person. */
export function RefusedPage() {
  const t = useMessages(messages);
  return (
    <>
      <PageHeader title={t.title} documentTitle={t.title} />
      <EmptyState title={t.text} action={<ButtonLink to={paths.instances.to()}>{t.toInstances}</ButtonLink>} />
    </>
  );
}
