import Popover from '@mui/material/Popover';
import { useId } from 'react';
import type { RefObject } from 'react';
import type { Export } from '#contract/endpoints/exports.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { ExportItem } from './ExportItem.tsx';
import styles from './ExportsPopover.module.css';

const messages = i18n('exportsPopover', {
  title: 'Exports',
  note: 'Each file is kept for an hour, for you alone.',
  empty: 'You have exported nothing in the last day.',
  reading: 'Reading…',
  beginning: 'Beginning…',
  again: 'Try again',
  close: 'Close',
});

/** One's own files of the last day, with how far each is and what can be done with it. */
export function ExportsPopover({
  id,
  anchor,
  exports,
  isBeginning,
  beginProblem,
  readProblem,
  onBegin,
  onRead,
  onClose,
}: {
  id: string;
  anchor: RefObject<HTMLElement | null>;
  /** Null before the first answer. */
  exports: readonly Export[] | null;
  isBeginning: boolean;
  beginProblem: ClientProblem | null;
  readProblem: ClientProblem | null;
  onBegin: () => void;
  onRead: () => void;
  onClose: () => void;
}) {
  const t = useMessages(messages);
  const titleId = useId();
  return (
    <Popover
      open
      anchorEl={() => anchor.current}
      onClose={onClose}
      transitionDuration={100}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{
        paper: { id, role: 'dialog', 'aria-labelledby': titleId, className: styles['paper'] ?? '', elevation: 0 },
      }}
    >
      <header className={styles['head']}>
        <h2 id={titleId}>{t.title}</h2>
        <Button variant="plain" size="small" icon="close" iconOnly onClick={onClose}>
          {t.close}
        </Button>
      </header>
      <p className={styles['note']}>{exports?.length === 0 && !isBeginning && !beginProblem ? t.empty : t.note}</p>
      {isBeginning && <output className={styles['note']}>{t.beginning}</output>}
      {beginProblem && <Failure problem={beginProblem} again={t.again} onAgain={onBegin} />}
      {readProblem && <Failure problem={readProblem} again={t.again} onAgain={onRead} />}
      {exports === null && !readProblem && !isBeginning && <output className={styles['note']}>{t.reading}</output>}
      {exports !== null && exports.length > 0 && (
        <ul className={styles['list']}>
          {exports.map((one) => (
            <ExportItem key={one.id} one={one} />
          ))}
        </ul>
      )}
    </Popover>
  );
}

function Failure({ problem, again, onAgain }: { problem: ClientProblem; again: string; onAgain: () => void }) {
  const { what, next, requestId } = wordsOfProblem(useMessages(problemMessages), problem);
  return (
    <div className={styles['failure']}>
      <Banner
        tone="bad"
        action={
          <Button size="small" onClick={onAgain}>
            {again}
          </Button>
        }
      >
        {what} {next} {requestId && <RequestId id={requestId} />}
      </Banner>
    </div>
  );
}
