import { useEffect, useRef, useState } from 'react';
import { removalWord } from '#contract/connectors.ts';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { changeInstance } from '#src/features/instances/change-instance.ts';
import type { ActionDialogProps } from '#src/features/instances/instance-actions.ts';
import { SaveCopy } from '#src/features/instances/SaveCopy.tsx';
import { Work } from '#src/features/instances/StillUsed.tsx';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import type { FlowUse, SisterInstance } from './instance/connector-instance-query.ts';
import { FlowsInTheWay } from './instance/FlowsInTheWay.tsx';
import { useInstanceUse } from './instance/use-instance-use.ts';
import styles from './RemoveInstanceDialog.module.css';

type Step = { step: string };

const messages = i18n('removeInstanceDialog', {
  title: params<{ name: string }>('Remove {name}?'),
  lost: params<{ vendor: string }>('Its settings and credentials are gone, in {vendor} too.'),
  noUndo: 'This happens at once and cannot be undone.',
  id: 'Id',
  theId: 'id',
  reading: 'Looking which process flows use it…',
  unknown: params<{ what: string }>(
    '{what} Which process flows use it is not known now. It is removed only when none does.',
  ),
  again: 'Look again',
  free: 'No process flow uses it.',
  meanwhile: 'It was not removed: somebody has used it in a process flow meanwhile.',
  moved: params<Step & { to: string }>('“\u2068{step}\u2069” uses “\u2068{to}\u2069” now.'),
  takenOut: params<Step>('“\u2068{step}\u2069” was taken out.'),
  type: params<{ word: string }>('Type {word} to remove it'),
  mismatch: params<{ word: string }>('Type {word} first'),
  used: count({ one: '{count} process flow still uses it', other: '{count} process flows still use it' }),
  remove: 'Remove',
  cancel: 'Cancel',
  busy: 'Removing…',
});

/**
 * Removes an instance of a connector, confirmed by a word. While process flows use it they stand in the way, and are changed
 * right here. The dangerous button is last and never has the focus.
 */
export function RemoveInstanceDialog({ row, onClose }: ActionDialogProps) {
  const t = useMessages(messages);
  const use = useInstanceUse(row.id);
  const [typed, setTyped] = useState('');
  const [refusal, setRefusal] = useState<ClientProblem | null>(null);
  const [news, setNews] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const box = useRef<HTMLInputElement>(null);

  const isRead = use.flows !== null || use.problem !== null;
  const inTheWay = use.flows?.length ?? 0;
  const before = useRef(inTheWay);
  useEffect(() => {
    // The last flow has gone from the list: what comes next is the word.
    if (before.current > 0 && inTheWay === 0) box.current?.focus();
    before.current = inTheWay;
  }, [inTheWay]);

  function reasonNow(): string | null {
    if (isBusy) return t.busy;
    if (!isRead) return t.reading;
    if (inTheWay > 0) return t.used(inTheWay);
    return typed.trim() === removalWord ? null : t.mismatch({ word: removalWord });
  }

  async function remove() {
    setIsBusy(true);
    setNews('');
    const refused = await changeInstance('remove', row, removalWord);
    setIsBusy(false);
    if (!refused) {
      onClose();
      return;
    }
    setRefusal(refused);
    if (refused.code === 'in_use') use.askAgain();
  }

  async function changeStep(flow: FlowUse, step: FlowUse['steps'][number], to: SisterInstance | null) {
    setRefusal(null);
    const refused = await use.changeStep({ flowId: flow.id, stepId: step.id, toInstanceId: to?.id ?? null });
    setRefusal(refused);
    setNews(refused ? '' : to ? t.moved({ step: step.name, to: to.name }) : t.takenOut({ step: step.name }));
  }

  return (
    <Dialog
      title={t.title({ name: row.name })}
      onClose={onClose}
      // Enter in the text box does nothing: a key held down must not remove what it just confirmed.
      onSubmit={() => {}}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button variant="danger" disabledReason={reasonNow()} onClick={() => void remove()}>
            {t.remove}
          </Button>
        </>
      }
    >
      {refusal && <Refusal problem={refusal} />}
      <ul className={styles['consequences']}>
        <li>{t.lost({ vendor: vendorNames[row.vendor] })}</li>
        <li>{t.noUndo}</li>
      </ul>
      <p className={styles['which']}>
        <bdi>{row.name}</bdi> · {t.id} <CopyableId id={row.id} what={t.theId} />
      </p>
      {!isRead && <p className={styles['which']}>{t.reading}</p>}
      {use.problem && use.flows === null && (
        <Unknown problem={use.problem} vendor={row.vendor} onAgain={use.askAgain} />
      )}
      {use.flows && inTheWay > 0 && (
        <FlowsInTheWay
          flows={use.flows}
          vendor={row.vendor}
          sisters={use.sisters}
          isBusy={use.isChanging || isBusy}
          onChange={(flow, step, to) => void changeStep(flow, step, to)}
        />
      )}
      <p role="status" className={styles['news']}>
        {news} {use.flows && inTheWay === 0 && t.free}
        {inTheWay > 0 && <span className="visually-hidden">{t.used(inTheWay)}</span>}
      </p>
      {use.work && <Work work={use.work} />}
      <SaveCopy row={row} />
      <TextField
        label={t.type({ word: removalWord })}
        value={typed}
        inputRef={box}
        takesFocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Dialog>
  );
}

/** Why the last thing that was asked for was not done. */
function Refusal({ problem }: { problem: ClientProblem }) {
  const t = useMessages(messages);
  const words = wordsOfProblem(useMessages(problemMessages), problem);
  return (
    <Banner tone="bad" urgent>
      {problem.code === 'in_use' ? (
        t.meanwhile
      ) : (
        <>
          {words.what} {words.quote && <q>{words.quote}</q>} {words.changed} {words.next}
        </>
      )}{' '}
      {words.requestId && <RequestId id={words.requestId} />}
    </Banner>
  );
}

/** The vendor could not be asked which flows use it. It checks by itself before it removes. */
function Unknown({
  problem,
  vendor,
  onAgain,
}: {
  problem: ClientProblem;
  vendor: ActionDialogProps['row']['vendor'];
  onAgain: () => void;
}) {
  const t = useMessages(messages);
  const { what } = wordsOfProblem(useMessages(problemMessages), { vendor, ...problem });
  return (
    <Banner
      tone="warn"
      action={
        <Button size="small" onClick={onAgain}>
          {t.again}
        </Button>
      }
    >
      {t.unknown({ what })}
    </Banner>
  );
}
