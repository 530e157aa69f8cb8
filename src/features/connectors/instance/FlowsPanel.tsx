import type { Vendor } from '#contract/vendors.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { Panel } from '#src/ui/Panel.tsx';
import type { FlowUse } from './connector-instance-query.ts';
import { FlowName } from './FlowName.tsx';
import styles from './FlowsPanel.module.css';

const messages = i18n('flowsPanel', {
  title: 'Process flows',
  none: 'No process flow uses it.',
  inSteps: count({ one: 'In this step:', other: 'In these {count} steps:' }),
});

/** The process flows that use an instance, and in which of their steps. */
export function FlowsPanel({ flows, vendor }: { flows: readonly FlowUse[]; vendor: Vendor }) {
  const t = useMessages(messages);
  return (
    <Panel title={t.title}>
      {flows.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <ul className={styles['flows']}>
        {flows.map((flow) => (
          <li key={flow.id}>
            <FlowName flow={flow} vendor={vendor} />
            {flow.steps.length > 0 && (
              <div className={styles['quiet']}>
                {t.inSteps(flow.steps.length)}
                <ul className={styles['steps']}>
                  {flow.steps.map((step) => (
                    <li key={step.id}>
                      <bdi>{step.name}</bdi>
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
