import { useEffect, useRef } from 'react';
import type { Vendor } from '#contract/vendors.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import type { FlowUse, SisterInstance } from './connector-instance-query.ts';
import { FlowName } from './FlowName.tsx';
import { FlowStepChoice } from './FlowStepChoice.tsx';
import styles from './FlowsInTheWay.module.css';

const messages = i18n('flowsInTheWay', {
  title: count({
    one: '{count} process flow uses it and has to be changed first',
    other: '{count} process flows use it and have to be changed first',
  }),
  all: 'Flows that are not enabled count too.',
});

interface FlowsInTheWayProps {
  flows: readonly FlowUse[];
  vendor: Vendor;
  sisters: readonly SisterInstance[] | null;
  isBusy: boolean;
  onChange: (flow: FlowUse, step: FlowUse['steps'][number], to: SisterInstance | null) => void;
}

/** The flows that still use an instance which is to be removed, each step with a way to change it right here. */
export function FlowsInTheWay({ flows, vendor, sisters, isBusy, onChange }: FlowsInTheWayProps) {
  const t = useMessages(messages);
  const heading = useRef<HTMLHeadingElement>(null);
  const stepCount = flows.reduce((sum, flow) => sum + flow.steps.length, 0);
  const stepsBefore = useRef(stepCount);
  useEffect(() => {
    // The step that was changed has gone, and the focus with it.
    if (stepCount < stepsBefore.current) heading.current?.focus();
    stepsBefore.current = stepCount;
  }, [stepCount]);

  return (
    <section className={styles['flows']}>
      <h3 ref={heading} tabIndex={-1}>
        {t.title(flows.length)}
      </h3>
      <p className={styles['quiet']}>{t.all}</p>
      <ul>
        {flows.map((flow) => (
          <li key={flow.id}>
            <FlowName flow={flow} vendor={vendor} />
            {flow.steps.map((step) => (
              <FlowStepChoice
                key={step.id}
                flow={flow}
                step={step}
                sisters={sisters}
                isBusy={isBusy}
                onChange={(to) => onChange(flow, step, to)}
              />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
