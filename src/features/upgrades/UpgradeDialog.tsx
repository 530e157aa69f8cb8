import { useState } from 'react';
import { BulkDialog } from '#src/features/bulk/BulkDialog.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Choice } from '#src/ui/Choice.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { kindsOfTurn } from './kinds-of-turn.ts';
import type { UpgradePlan } from './upgrades-query.ts';
import styles from './Upgrades.module.css';

const messages = i18n('upgradeDialog', {
  title: params<{ name: string }>('Upgrade instances of {name}'),
  text: 'A part first shows how the newer version does before it is everybody’s. The oldest instances come first.',
  how: 'How many',
  all: count({ one: 'All: {count} instance', other: 'All: {count} instances' }),
  part: 'A part first',
  number: 'How many first',
  wrong: params<{ most: string }>('A number from 1 to {most}.'),
  next: 'See what would happen',
  cancel: 'Cancel',
});

export interface UpgradeDialogProps {
  plan: UpgradePlan;
  onClose: () => void;
}

/** Asks how many are to be upgraded, and hands on to the dry run. */
export function UpgradeDialog({ plan, onClose }: UpgradeDialogProps) {
  const t = useMessages(messages);
  const signedIn = useSignedIn();
  const [isPart, setIsPart] = useState(false);
  const [typed, setTyped] = useState(String(Math.min(10, plan.readyCount)));
  const [isChecked, setIsChecked] = useState(false);
  const [upTo, setUpTo] = useState<number | 'all' | null>(null);
  const number = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : 0;
  const isRight = !isPart || (number >= 1 && number <= plan.readyCount);

  if (upTo !== null) {
    const updates = kindsOfTurn(plan, signedIn, 'ready');
    const filter = { vendors: [plan.vendor], templateId: plan.templateId, updates };
    return (
      <BulkDialog
        source={{
          action: 'upgrade',
          selection: upTo === 'all' ? { filter } : { filter, upTo },
          selected: upTo === 'all' ? plan.readyCount : upTo,
        }}
        onClose={onClose}
        onStarted={onClose}
      />
    );
  }
  return (
    <Dialog
      title={t.title({ name: plan.templateName })}
      onClose={onClose}
      onSubmit={() => {
        setIsChecked(true);
        if (isRight) setUpTo(isPart ? number : 'all');
      }}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled">
            {t.next}
          </Button>
        </>
      }
    >
      <p>{t.text}</p>
      <div className={styles['part']}>
        <Choice
          label={t.how}
          value={isPart ? 'part' : 'all'}
          options={[
            { value: 'all', label: t.all(plan.readyCount) },
            { value: 'part', label: t.part },
          ]}
          onChange={(value) => setIsPart(value === 'part')}
        />
        {isPart && (
          <TextField
            label={t.number}
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            error={isChecked && !isRight ? t.wrong({ most: String(plan.readyCount) }) : null}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </div>
    </Dialog>
  );
}
