import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { SavedView } from '#contract/endpoints/views.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { fieldWords, wordOfField } from '#src/features/instances/field-words.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { showToast } from '#src/ui/toast.ts';
import { queryOfView } from './active-view.ts';
import { changeView, saveView } from './saved-views.ts';
import styles from './Views.module.css';

const messages = i18n('viewDialog', {
  saveTitle: 'Save this list as a view',
  renameTitle: params<{ name: string }>('Rename {name}'),
  about: 'A view keeps the filters, the order, the columns and how close the rows stand.',
  name: 'Name',
  share: 'Share it with all administrators',
  replaces: 'You have a view of this name. Saving replaces it.',
  taken: 'You have another view of this name.',
  save: 'Save',
  rename: 'Rename',
  busy: 'Saving…',
  cancel: 'Cancel',
  saved: params<{ name: string }>('The view {name} is saved'),
  renamed: params<{ name: string }>('The view is called {name} now'),
});

export interface ViewDialogProps {
  /** The one to be renamed; null: a new one is saved. */
  view: SavedView | null;
  /** What a new one keeps: the address's parameters. */
  query: string;
  /** One's own and the others', to tell what a name would replace. */
  views: readonly SavedView[];
  onClose: () => void;
}

const longestName = 100;

/** Asks for the name of a view. What was typed stays when it is refused. */
export function ViewDialog({ view, query, views, onClose }: ViewDialogProps) {
  const t = useMessages(messages);
  const field = useMessages(fieldWords);
  const problems = useMessages(problemMessages);
  const navigate = useNavigate();
  const [name, setName] = useState(view?.name ?? '');
  const [isShared, setIsShared] = useState(view?.isShared ?? false);
  const [error, setError] = useState<string | null>(null);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const trimmed = name.trim();
  const replaces = views.some((other) => other.isMine && isSameName(other.name, trimmed));

  async function submit() {
    if (isBusy) return;
    if (trimmed === '') {
      setError(wordOfField(field, 'required'));
      return;
    }
    setIsBusy(true);
    setProblem(null);
    try {
      const content = { name: trimmed, isShared };
      if (view) {
        await changeView(view.id, { ...content, query: view.query });
        showToast('on', t.renamed({ name: trimmed }));
      } else {
        const saved = await saveView({ ...content, query });
        showToast('on', t.saved({ name: trimmed }));
        void navigate({ search: queryOfView(saved) }, { replace: true });
      }
      onClose();
    } catch (failure) {
      const refused = problemOf(failure);
      const ofName = refused.fields?.['name'];
      if (ofName) setError(ofName === 'taken' ? t.taken : wordOfField(field, ofName));
      else setProblem(refused);
      setIsBusy(false);
    }
  }

  const said = problem && wordsOfProblem(problems, problem);
  return (
    <Dialog
      title={view ? t.renameTitle({ name: view.name }) : t.saveTitle}
      isDirty={name !== (view?.name ?? '')}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.busy : null}>
            {view ? t.rename : t.save}
          </Button>
        </>
      }
    >
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.changed} {said.next} {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      {!view && <p className={styles['about']}>{t.about}</p>}
      <TextField
        label={t.name}
        value={name}
        maxLength={longestName}
        takesFocus
        autoComplete="off"
        error={error}
        {...(replaces && !view && { hint: t.replaces })}
        onChange={({ target }) => {
          setName(target.value);
          setError(null);
        }}
      />
      {!view && (
        <label className={styles['share']}>
          <input type="checkbox" checked={isShared} onChange={({ target }) => setIsShared(target.checked)} />
          {t.share}
        </label>
      )}
    </Dialog>
  );
}

/** As the server compares names. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
