import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import type { Keeping } from './draft-keeper.ts';
import styles from '#src/ui/Wizard.module.css';

const messages = i18n('keepingNote', {
  kept: 'What you type is kept, also when you reload or come back later. Secrets are not.',
  failed: 'What you typed last is not kept yet, but still here.',
  again: 'Try again',
});

/** How it stands with what was typed. */
export function KeepingNote({ keeping, onAgain }: { keeping: Keeping; onAgain: () => void }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  if (keeping.state !== 'failed' || keeping.problem.code === 'too_late') {
    return <p className={styles['keeping']}>{t.kept}</p>;
  }
  return (
    <div className={styles['warning']}>
      <Banner
        tone="warn"
        action={
          <Button size="small" onClick={onAgain}>
            {t.again}
          </Button>
        }
      >
        {t.failed} {wordsOfProblem(problems, keeping.problem).what}
      </Banner>
    </div>
  );
}
