import { formatList } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import type { SlotUse } from './removal-use-query.ts';
import { WebhookAddresses } from './WebhookAddresses.tsx';

const messages = i18n('slotUse', {
  noWorkflows: 'It has no workflows that anybody could call.',
  workflows: count({ one: 'It has {count} workflow.', other: 'It has {count} workflows.' }),
  connections: params<{ names: string }>('These connections stay, also for other instances that use them: {names}.'),
});

/** The workflows of an instance, who may be calling them, and the connections that outlive it. */
export function SlotUsePart({ use: { workflows, authSlots } }: { use: SlotUse }) {
  const t = useMessages(messages);
  const called = workflows.flatMap(({ id, sourceWorkflowName: name, triggerUrl }) =>
    triggerUrl === null ? [] : [{ id, name, address: triggerUrl }],
  );
  const connections = new Map(
    authSlots.flatMap(({ authentication }) => (authentication ? [[authentication.id, authentication]] : [])),
  );
  const names = [...connections.values()].map(({ name, serviceTitle }) => `${name} (${serviceTitle})`);
  return (
    <>
      <p>{workflows.length === 0 ? t.noWorkflows : t.workflows(workflows.length)}</p>
      {workflows.length > 0 && <WebhookAddresses called={called} />}
      {names.length > 0 && <p>{t.connections({ names: formatList(names) })}</p>}
    </>
  );
}
