import { useState } from 'react';
import type { SavedView } from '#contract/endpoints/views.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { showToast } from '#src/ui/toast.ts';
import { forgetView } from './saved-views.ts';

const messages = i18n('deleteViewDialog', {
  title: params<{ name: string }>('Delete the view {name}?'),
  own: 'The list itself stays as it is; only the view is forgotten.',
  shared: 'It is shared: it goes from the menus of all administrators. The list itself stays as it is.',
  confirm: 'Delete',
  busy: 'Deleting…',
  cancel: 'Cancel',
  done: params<{ name: string }>('The view {name} is deleted'),
});

export interface DeleteViewDialogProps {
  view: SavedView;
  onClose: () => void;
}

/** Asks before a view is forgotten. */
export function DeleteViewDialog({ view, onClose }: DeleteViewDialogProps) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit() {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(null);
    try {
      await forgetView(view.id);
      showToast('off', t.done({ name: view.name }));
      onClose();
    } catch (failure) {
      setProblem(problemOf(failure));
      setIsBusy(false);
    }
  }

  const said = problem && wordsOfProblem(problems, problem);
  return (
    <Dialog
      title={t.title({ name: view.name })}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose} autoFocus>
            {t.cancel}
          </Button>
          <Button type="submit" variant="danger" disabledReason={isBusy ? t.busy : null}>
            {t.confirm}
          </Button>
        </>
      }
    >
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.changed} {said.next} {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      <p>{view.isShared ? t.shared : t.own}</p>
    </Dialog>
  );
}
