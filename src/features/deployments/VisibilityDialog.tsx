import { useId, useState } from 'react';
import { putVisibility } from '#contract/endpoints/deployments.ts';
import { visibilities } from '#contract/deployments.ts';
import type { Visibility } from '#contract/deployments.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { showToast } from '#src/ui/toast.ts';
import type { DeploymentData } from './deployment-queries.ts';
import { deploymentWords, visibilityWord } from './deployment-words.ts';
import styles from './VisibilityDialog.module.css';

const messages = i18n('visibilityDialog', {
  title: params<{ name: string }>('Who sees {name}?'),
  legend: 'Visibility',
  now: params<{ visibility: string }>('Now: {visibility}'),
  nowUnknown: 'Who sees it now is not known; Instabase does not tell.',
  privateText: 'Its owner and administrators see it and can run it.',
  pending_reviewText:
    'It stays private. Its owner asks that everybody may see it, and somebody who looks after Instabase decides; nothing changes until then.',
  publicText: 'Everybody on this Instabase site sees it and can run it. It then belongs to nobody in particular.',
  publicOff: 'Only administrators can make it public. Ask for a review instead.',
  warning:
    'Everybody on this site will be able to run it, with its name, description and metadata in sight. Its owner becomes IB_DEPLOYED, and only administrators can change or remove it from then on.',
  understood: 'Everybody on this site may run it',
  change: 'Change visibility',
  cancel: 'Cancel',
  busy: 'Being changed…',
  choose: 'Choose another visibility first',
  tickFirst: 'Say first that everybody may run it',
  done: params<{ name: string; visibility: string }>('{name}: {visibility}'),
  doneUnknown: params<{ name: string }>('{name}: sent. Instabase does not tell who sees it now.'),
});

export interface VisibilityDialogProps {
  deployment: DeploymentData;
  onClose: () => void;
}

/** Changes who sees a solution. Making it public is an administrator's, and after a warning. */
export function VisibilityDialog({ deployment, onClose }: VisibilityDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(deploymentWords);
  const problems = useMessages(problemMessages);
  const { person } = useSignedIn();
  const group = useId();
  const { row, visibility: present } = deployment;
  const [chosen, setChosen] = useState<Visibility | null>(present === 'unknown' ? null : present);
  const [isUnderstood, setIsUnderstood] = useState(false);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const mayPublish = person.role === 'admin';
  const asksFirst = chosen === 'public' && present !== 'public';
  const texts = { public: t.publicText, private: t.privateText, pending_review: t.pending_reviewText };
  const offReason = isBusy
    ? t.busy
    : chosen === null || chosen === present
      ? t.choose
      : asksFirst && !isUnderstood
        ? t.tickFirst
        : null;

  async function submit() {
    if (offReason !== null || chosen === null) return;
    setIsBusy(true);
    setProblem(null);
    try {
      const { visibility } = await send(putVisibility, { params: { id: row.id }, body: { visibility: chosen } });
      refresh('instance', row.id);
      showToast(
        'on',
        visibility === 'unknown'
          ? t.doneUnknown({ name: row.name })
          : t.done({ name: row.name, visibility: visibilityWord(words, visibility) }),
      );
      onClose();
    } catch (error) {
      setProblem({ instance: { id: row.id, name: row.name }, vendor: row.vendor, ...problemOf(error) });
    } finally {
      setIsBusy(false);
    }
  }

  const said = problem && wordsOfProblem(problems, problem);
  return (
    <Dialog
      title={t.title({ name: row.name })}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant={asksFirst ? 'danger' : 'filled'} disabledReason={offReason}>
            {t.change}
          </Button>
        </>
      }
    >
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.changed} {said.next} {said.quote && <q>{said.quote}</q>}{' '}
          {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      <p className={styles['quiet']}>
        {present === 'unknown' ? t.nowUnknown : t.now({ visibility: visibilityWord(words, present) })}
      </p>
      <fieldset className={styles['choices']}>
        <legend>{t.legend}</legend>
        {visibilities.map((visibility) => {
          const isOff = visibility === 'public' && !mayPublish;
          return (
            <div key={visibility} className={styles['choice']} data-off={isOff || undefined}>
              <input
                id={`${group}-${visibility}`}
                type="radio"
                name={group}
                value={visibility}
                checked={chosen === visibility}
                disabled={isOff}
                aria-describedby={`${group}-${visibility}-text`}
                onChange={() => setChosen(visibility)}
              />
              <span>
                <label htmlFor={`${group}-${visibility}`}>{visibilityWord(words, visibility)}</label>
                <small id={`${group}-${visibility}-text`}>{isOff ? t.publicOff : texts[visibility]}</small>
              </span>
            </div>
          );
        })}
      </fieldset>
      {asksFirst && (
        <>
          <Banner tone="warn" urgent>
            {t.warning}
          </Banner>
          <label className={styles['choice']}>
            <input type="checkbox" checked={isUnderstood} onChange={(event) => setIsUnderstood(event.target.checked)} />
            <span>{t.understood}</span>
          </label>
        </>
      )}
    </Dialog>
  );
}
