import { useState } from 'react';
import { postUpgradeNotice } from '#contract/endpoints/upgrades.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { problemOf } from '#src/api/problem.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { TextArea } from '#src/ui/TextArea.tsx';
import type { UpgradePlan } from './upgrades-query.ts';

const messages = i18n('notifyDialog', {
  title: params<{ name: string }>('Tell the owners about {name}'),
  text: count({
    one: 'The people of {count} account are shown a notice above their instances, with the way to what waits for them.',
    other:
      'The people of {count} accounts are shown a notice above their instances, with the way to what waits for them.',
  }),
  message: 'Your own words (may be left out)',
  hint: 'What is new, or by when it should be done. At most 500 characters.',
  tooLong: 'This is longer than 500 characters.',
  send: 'Tell them',
  sending: 'Being sent…',
  cancel: 'Cancel',
});

const longest = 500;

export interface NotifyDialogProps {
  plan: UpgradePlan;
  onClose: (isSent: boolean) => void;
}

/** Sends a notice to those whose instances wait for them. */
export function NotifyDialog({ plan, onClose }: NotifyDialogProps) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [message, setMessage] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const isTooLong = message.trim().length > longest;
  const words = problem && wordsOfProblem(problems, problem);

  async function submit() {
    if (isBusy || isTooLong) return;
    setIsBusy(true);
    try {
      await send(postUpgradeNotice, {
        body: { vendor: plan.vendor, templateId: plan.templateId, ...(message.trim() && { message: message.trim() }) },
      });
      onClose(true);
    } catch (error) {
      setProblem(problemOf(error));
      setIsBusy(false);
    }
  }

  return (
    <Dialog
      title={t.title({ name: plan.templateName })}
      isDirty={message.trim() !== ''}
      onClose={() => onClose(false)}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={() => onClose(false)}>{t.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.sending : isTooLong ? t.tooLong : null}>
            {t.send}
          </Button>
        </>
      }
    >
      {words && (
        <Banner tone="bad" urgent>
          {words.what} {words.changed} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      <p>{t.text(plan.ownerAccountCount)}</p>
      <TextArea
        label={t.message}
        hint={t.hint}
        rows={3}
        value={message}
        error={isTooLong ? t.tooLong : null}
        onChange={(event) => setMessage(event.target.value)}
      />
    </Dialog>
  );
}
