import { useState } from 'react';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';

const messages = i18n('endSessionsDialog', {
  title: params<{ name: string }>('End all sessions of {name}?'),
  text: 'They are signed out everywhere, at once, and may sign in again. What they were setting up stays as it is.',
  end: 'End sessions',
  cancel: 'Cancel',
  busy: 'Ending…',
});

/** Asks once before everybody who is signed in as a person, or for an account, is put out. */
export function EndSessionsDialog({
  name,
  end: work,
  onClose,
}: {
  /** Whose they are. */
  name: string;
  end: () => Promise<unknown>;
  /** True when the sessions were ended. */
  onClose: (isEnded: boolean) => void;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const words = failure === null ? null : wordsOfProblem(problems, problemOf(failure));

  function end() {
    setIsBusy(true);
    setFailure(null);
    work().then(
      () => onClose(true),
      (error: unknown) => {
        setIsBusy(false);
        setFailure(error);
      },
    );
  }

  return (
    <Dialog
      title={t.title({ name })}
      onClose={() => onClose(false)}
      onSubmit={() => {}}
      actions={
        <>
          <Button onClick={() => onClose(false)}>{t.cancel}</Button>
          <Button variant="danger" disabledReason={isBusy ? t.busy : null} onClick={end}>
            {t.end}
          </Button>
        </>
      }
    >
      {words && (
        <Banner tone="bad" urgent>
          {words.what} {words.changed} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      <p>{t.text}</p>
    </Dialog>
  );
}
