import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';

const messages = i18n('connectorInstanceGone', {
  title: params<{ name: string }>('“\u2068{name}\u2069” is gone'),
  text: 'It was removed while this page was open. What was typed here and not saved can no longer be saved.',
  back: 'Back to the list',
});

/** Somebody removed the instance while it was on show. */
export function ConnectorInstanceGone({ row, list }: { row: InstanceRowData; list: string }) {
  const t = useMessages(messages);
  const name = row.name || row.vendorId;
  return (
    <>
      <PageHeader title={<bdi>{name}</bdi>} documentTitle={name} />
      <div role="alert">
        <EmptyState title={t.title({ name })} action={<ButtonLink to={list}>{t.back}</ButtonLink>}>
          {t.text}
        </EmptyState>
      </div>
    </>
  );
}
