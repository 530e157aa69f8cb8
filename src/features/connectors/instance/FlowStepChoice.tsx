import { useId, useState } from 'react';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { SelectField } from '#src/ui/SelectField.tsx';
import type { FlowUse, SisterInstance } from './connector-instance-query.ts';
import styles from './FlowStepChoice.module.css';

type Step = { step: string };

const messages = i18n('flowStepChoice', {
  use: params<Step>('“\u2068{step}\u2069” shall use'),
  choose: 'Choose an instance',
  change: 'Point it there',
  choosing: 'Choose an instance first',
  takeOut: 'Take the step out',
  ask: params<Step & { flow: string }>(
    'Take “\u2068{step}\u2069” out of “\u2068{flow}\u2069”? The flow goes on without this step, and it cannot be put back from here.',
  ),
  takeItOut: 'Take it out',
  keep: 'Keep it',
  alone: 'The connector has no other instance yet. Add one first, or take the step out.',
  reading: 'Looking for other instances…',
  busy: 'Wait until the change is made',
});

interface FlowStepChoiceProps {
  flow: FlowUse;
  step: FlowUse['steps'][number];
  /** What it could use instead; null while that is being read. */
  sisters: readonly SisterInstance[] | null;
  isBusy: boolean;
  /** Null: the step is taken out. */
  onChange: (to: SisterInstance | null) => void;
}

/** One step of a flow, with what can be done so that it uses the instance no longer. */
export function FlowStepChoice({ flow, step, sisters, isBusy, onChange }: FlowStepChoiceProps) {
  const t = useMessages(messages);
  const questionId = useId();
  const [chosenId, setChosenId] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const chosen = sisters?.find(({ id }) => id === chosenId);
  const names = { step: step.name, flow: flow.name };
  const hidden = <span className="visually-hidden"> {step.name}</span>;
  const off = isBusy ? t.busy : null;

  if (isAsking) {
    return (
      // With keys of their own: the same button made over would keep the focus, and a second press would answer.
      <div key="question" role="group" aria-labelledby={questionId} className={styles['question']}>
        <p id={questionId}>{t.ask(names)}</p>
        <p className={styles['buttons']}>
          <Button size="small" autoFocus onClick={() => setIsAsking(false)}>
            {t.keep}
          </Button>
          <Button size="small" variant="danger" disabledReason={off} onClick={() => onChange(null)}>
            {t.takeItOut}
          </Button>
        </p>
      </div>
    );
  }
  return (
    <div key="step" className={styles['step']}>
      <SelectField
        label={t.use(names)}
        value={chosen ? chosenId : ''}
        hint={sisters === null ? t.reading : sisters.length === 0 ? t.alone : undefined}
        groups={[
          { label: '', options: [{ value: '', label: t.choose }] },
          { label: '', options: (sisters ?? []).map((sister) => ({ value: sister.id, label: nameOf(sister) })) },
        ]}
        onChange={setChosenId}
      />
      <p className={styles['buttons']}>
        <Button
          size="small"
          disabledReason={off ?? (chosen ? null : t.choosing)}
          onClick={() => chosen && onChange(chosen)}
        >
          {t.change}
          {hidden}
        </Button>
        <Button size="small" variant="plain" disabledReason={off} onClick={() => setIsAsking(true)}>
          {t.takeOut}
          {hidden}
        </Button>
      </p>
    </div>
  );

  /** Names may stand twice at the vendor; its id tells them apart. */
  function nameOf({ name, vendorId }: SisterInstance): string {
    const isAmbiguous = (sisters ?? []).filter((other) => other.name === name).length > 1;
    return isAmbiguous ? `${name} (${vendorId})` : name || vendorId;
  }
}
