import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { Operation, OperationAction } from '#contract/operations.ts';
import { useUndoEnd } from '#src/features/instances/use-undo-end.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { instancePath } from '#src/features/instances/abilities.ts';
import { OperationSteps } from '#src/features/wizard/OperationSteps.tsx';
import { classNames } from '#src/lib/class-names.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { CopyButton } from '#src/ui/CopyButton.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { actOnOperation } from './act-on-operation.ts';
import { hasInstance, shownStateOf, stateLamps } from './operation-state.ts';
import { operationWords } from './operation-words.ts';
import { OperationCause } from './OperationCause.tsx';
import { OperationProgress } from './OperationProgress.tsx';
import { SetUpButtons } from './SetUpButtons.tsx';
import styles from './OperationTable.module.css';

const messages = i18n('operationRow', {
  by: params<{ person: string }>('by {person},'),
  operationId: 'operation id',
  retry: 'Retry',
  stop: 'Stop',
  undo: 'Undo',
  busy: 'Under way…',
});

// oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are grids, and cards on a phone, as in the list of instances

/** One operation: what is done to which instance, by whom, how it stands and why, and what may be done about it. */
export function OperationRow({ operation, withOwner }: { operation: Operation; withOwner: boolean }) {
  const t = useMessages(messages);
  const words = useMessages(operationWords);
  const { person, vendors } = useSignedIn();
  const [pressed, setPressed] = useState<OperationAction | null>(null);
  useUndoEnd(operation.undoUntil, 'operation');
  const state = shownStateOf(operation);
  const startedAt = momentOf(operation.startedAt) ?? 0;

  async function press(action: OperationAction): Promise<void> {
    if (pressed) return;
    setPressed(action);
    await actOnOperation(action, operation);
    setPressed(null);
  }

  return (
    <div role="row" className={classNames(styles['row'], withOwner && styles['withOwner'])}>
      <div role="cell" className={styles['status']}>
        <Lamp kind={stateLamps[state]} />
        <span>{words[state]}</span>
      </div>
      <div role="cell" className={styles['what']}>
        <span className={styles['kind']}>{words[operation.kind]}</span>
        {hasInstance(operation) ? (
          <Link
            to={instancePath(vendors, { vendor: operation.vendor, id: operation.instanceId ?? '' })}
            dir="auto"
            title={operation.name}
          >
            {operation.name}
          </Link>
        ) : (
          <bdi className={styles['name']} title={operation.name}>
            {operation.name}
          </bdi>
        )}
        <VendorGlyph vendor={operation.vendor} />
      </div>
      {withOwner && (
        <div role="cell" className={styles['owner']} dir="auto" title={operation.account.name}>
          {operation.account.name}
        </div>
      )}
      <div role="cell" className={styles['when']}>
        {t.by({ person: operation.personName })} <RelativeTime moment={momentOf(operation.endedAt) ?? startedAt} />{' '}
        <CopyButton text={operation.id} what={t.operationId} />
      </div>
      <div role="cell" className={styles['actions']}>
        {(state === 'setUp' || state === 'needsValues') && (
          <SetUpButtons target={operation} isUpdate={state === 'needsValues'} />
        )}
        {operation.may.map((action) => (
          <Button
            key={action}
            size="small"
            variant={action === 'stop' ? 'plain' : 'outlined'}
            disabledReason={pressed ? t.busy : null}
            onClick={() => void press(action)}
          >
            {t[action]}
          </Button>
        ))}
      </div>
      <div role="cell" className={styles['more']}>
        <OperationSteps operation={operation} startedAt={startedAt} />
        {operation.state === 'running' && operation.progress !== null && (
          <OperationProgress share={operation.progress} />
        )}
        <OperationCause operation={operation} mayAct={!person.viewOnly} />
      </div>
    </div>
  );
}
