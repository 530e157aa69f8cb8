import type { LeaveQuestion } from '#src/lib/leaving.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';

const messages = i18n('leaveDialog', {
  title: 'Leave without saving?',
  lost: 'What you typed is not saved. It is lost when you leave.',
  stay: 'Stay',
  leave: 'Leave',
});

/** Asks before something typed is lost. Staying is the near answer: it has the focus, and Escape means it. */
export function LeaveDialog({ question }: { question: LeaveQuestion }) {
  const t = useMessages(messages);
  return (
    <Dialog
      title={t.title}
      onClose={question.stay}
      // Enter held down from whatever asked must not leave.
      onSubmit={() => {}}
      actions={
        <>
          <Button autoFocus onClick={question.stay}>
            {t.stay}
          </Button>
          <Button variant="danger" onClick={question.leave}>
            {t.leave}
          </Button>
        </>
      }
    >
      <p>{t.lost}</p>
    </Dialog>
  );
}
