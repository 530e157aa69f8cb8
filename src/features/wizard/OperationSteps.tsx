import { use } from 'react';
import type { Operation, OperationStep } from '#contract/operations.ts';
import { SignedInContext } from '#src/features/session/signed-in.ts';
import { formatDuration } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { useNow } from '#src/lib/now.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { shownSteps } from './shown-steps.ts';
import type { ShownStep } from './shown-steps.ts';
import styles from './OperationSteps.module.css';

const messages = i18n('operationSteps', {
  label: 'Steps',
  creating: 'Creating',
  created: 'Created',
  configuring: 'Waiting for you in the wizard',
  configured: 'Set up in the wizard',
  checking: 'Checking',
  checked: 'Checked',
  enabling: 'Enabling',
  enabled: 'Enabled',
  changing: 'Saving',
  changed: 'Saved',
  deploying: 'Deploying',
  deployed: 'Deployed',
  sending: 'Handing it over',
  sent: 'Handed over',
  following: 'At work',
  followed: 'Finished',
  done: params<{ step: string }>('{step}, done'),
  running: params<{ step: string }>('{step}, under way'),
  failed: params<{ step: string }>('{step}, failed'),
  ahead: params<{ step: string }>('{step}, still to come'),
});

const lamps: Record<ShownStep['state'], LampKind> = {
  done: 'on',
  running: 'working',
  failed: 'failed',
  ahead: 'waiting',
};

const words = {
  creating: ['creating', 'created'],
  configuring: ['configuring', 'configured'],
  checking: ['checking', 'checked'],
  enabling: ['enabling', 'enabled'],
  changing: ['changing', 'changed'],
  deploying: ['deploying', 'deployed'],
  sending: ['sending', 'sent'],
  following: ['following', 'followed'],
} as const satisfies Partial<Record<OperationStep, readonly [string, string]>>;

/** An operation as a short line of steps, each with its lamp and its time. */
export function OperationSteps({ operation, startedAt }: { operation: Operation | null; startedAt: number }) {
  const t = useMessages(messages);
  const vendors = use(SignedInContext)?.vendors ?? [];
  // Where instances run only once they were deployed, that is what turns a new one on.
  const isDeployed = vendors.some(
    ({ vendor, capabilities }) => vendor === operation?.vendor && capabilities.deployables,
  );
  return (
    <ol className={styles['steps']} aria-label={t.label}>
      {shownSteps(operation, startedAt).map((step) => {
        const named = isDeployed && step.step === 'enabling' ? 'deploying' : step.step;
        const word = t[words[named][step.state === 'done' ? 1 : 0]];
        const waitsForPerson = step.step === 'configuring' && step.state === 'running';
        return (
          <li key={step.step} className={styles[step.state]}>
            <Lamp kind={waitsForPerson ? 'attention' : lamps[step.state]} />
            <span aria-hidden="true">{word}</span>
            <span className="visually-hidden">{t[step.state]({ step: word })}</span>
            <StepTime step={step} />
          </li>
        );
      })}
    </ol>
  );
}

function StepTime({ step }: { step: ShownStep }) {
  const now = useNow('second');
  if (step.startedAt === null) return null;
  return <span className={styles['time']}>{formatDuration((step.endedAt ?? now) - step.startedAt)}</span>;
}
