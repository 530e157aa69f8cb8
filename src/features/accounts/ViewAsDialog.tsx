import { useState } from 'react';
import type { AccountReference } from '#contract/people.ts';
import { lookAs } from '#src/features/session/session.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { accountWords } from './account-words.ts';
import { Failure } from './Failure.tsx';
import { useSending } from './use-sending.ts';

const messages = i18n('viewAsDialog', {
  title: params<{ account: string }>('Look as {account}?'),
  text: 'You see what its people see who may look only, in all tabs of this browser. Nothing can be changed meanwhile. It ends when you say so, and by itself after an hour.',
  logged: 'The audit log notes that you looked, and why.',
  reason: 'Reason (optional)',
  look: 'View as',
  cancel: 'Cancel',
  busy: 'One moment…',
});

/** Asks before the session looks as an account, and why. */
export function ViewAsDialog({ account, onClose }: { account: AccountReference; onClose: () => void }) {
  const t = useMessages(messages);
  const words = useMessages(accountWords);
  const [reason, setReason] = useState('');
  const { isBusy, problem, send: dispatch } = useSending();
  const wrong = problem?.fields?.['reason'];
  return (
    <Dialog
      title={t.title({ account: account.name })}
      onClose={onClose}
      onSubmit={() =>
        void dispatch(
          () => lookAs(account.id, reason.trim()),
          () => {},
        )
      }
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.busy : null}>
            {t.look}
          </Button>
        </>
      }
    >
      <Failure problem={wrong ? null : problem} />
      <p>{t.text}</p>
      <TextField
        label={t.reason}
        value={reason}
        error={wrong && (wrong === 'too_long' ? words.too_long : words.malformed)}
        hint={t.logged}
        autoComplete="off"
        takesFocus
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}
