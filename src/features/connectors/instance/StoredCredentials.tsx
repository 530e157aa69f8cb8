import { i18n, useMessages } from '#src/lib/i18n.ts';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import type { ConnectorDetail } from './connector-instance-query.ts';

const messages = i18n('storedCredentials', { stored: 'Stored', empty: 'Empty' });

/** What is stored, for those who may not change it: a secret only as being there. */
export function StoredCredentials({ fields }: { fields: ConnectorDetail['fields'] }) {
  const t = useMessages(messages);
  return (
    <DefinitionList
      entries={fields.map(
        ({ key, label, hasValue, value }) =>
          [label, hasValue ? value === null ? t.stored : <bdi key={key}>{value}</bdi> : t.empty] as const,
      )}
    />
  );
}
