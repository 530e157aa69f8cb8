import { i18n, useMessages } from '#src/lib/i18n.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { CopyButton } from '#src/ui/CopyButton.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import type { TrayDetail } from './instance-detail-query.ts';
import styles from './DetailPanels.module.css';

const messages = i18n('workflowsPanel', {
  title: 'Workflows',
  note: 'A webhook answers about 2 seconds after the instance was enabled. Whoever knows its address can call it.',
  none: 'It has no workflows.',
  noWebhook: 'No webhook',
  webhook: 'webhook address',
  id: 'Id',
  source: 'Source workflow',
  theId: 'workflow id',
  sourceId: 'source workflow id',
});

/** The workflows of an instance with their webhook addresses. */
export function WorkflowsPanel({ workflows }: { workflows: TrayDetail['workflows'] }) {
  const t = useMessages(messages);
  const hasWebhook = workflows.some((workflow) => workflow.triggerUrl !== null);
  return (
    <Panel title={t.title} note={hasWebhook ? t.note : null}>
      {workflows.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <ul className={styles['workflows']}>
        {workflows.map((workflow) => (
          <li key={workflow.id}>
            <h3 dir="auto">{workflow.sourceWorkflowName}</h3>
            {workflow.triggerUrl === null ? (
              <p className={styles['quiet']}>{t.noWebhook}</p>
            ) : (
              <p className={styles['webhook']}>
                <code>{workflow.triggerUrl}</code>
                <CopyButton text={workflow.triggerUrl} what={t.webhook} />
              </p>
            )}
            <p className={styles['ids']}>
              <span>
                {t.id} <CopyableId id={workflow.id} what={t.theId} />
              </span>
              <span>
                {t.source} <CopyableId id={workflow.sourceWorkflowId} what={t.sourceId} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
