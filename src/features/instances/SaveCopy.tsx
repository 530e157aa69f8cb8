import { useState } from 'react';
import type { ConfigurationCopy } from '#contract/configuration-copy.ts';
import { postConfigurationCopy } from '#contract/endpoints/configuration-copies.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { fileNameOf, saveFile } from '#src/lib/save-file.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import type { ActionTarget } from './instance-actions.ts';
import { leftOutSentences, leftOutWords } from './left-out-words.ts';
import styles from './SaveCopy.module.css';

const messages = i18n('saveCopy', {
  save: 'Save a copy of its settings',
  hint: 'A file without secrets, from which it can be created again in the catalogue.',
  busy: 'Being read…',
  saved: params<{ file: string }>('Saved as {file}.'),
  complete: 'Nothing was left out of it.',
  failed: 'No copy was saved.',
});

const extension = '.jackfield.json';

type Result = { fileName: string; leftOut: ConfigurationCopy['leftOut'] } | { problem: ClientProblem };

/** Saves what an instance is set to, as a file in the browser, and says what is not in it. */
export function SaveCopy({ row }: { row: ActionTarget }) {
  const t = useMessages(messages);
  const words = useMessages(leftOutWords);
  const [isBusy, setIsBusy] = useState(false);
  const [result, setResult] = useState<Result | null>(null);

  async function save() {
    if (isBusy) return;
    setIsBusy(true);
    setResult(null);
    try {
      const { copy } = await send(postConfigurationCopy, { params: { id: row.id } });
      const fileName = fileNameOf(copy.instance.name, extension);
      saveFile(fileName, `${JSON.stringify(copy, null, 2)}\n`);
      setResult({ fileName, leftOut: copy.leftOut });
    } catch (error) {
      setResult({ problem: problemOf(error) });
    } finally {
      setIsBusy(false);
    }
  }

  const saved = result && 'fileName' in result ? result : null;
  return (
    <div className={styles['copy']}>
      <Button size="small" disabledReason={isBusy ? t.busy : null} onClick={() => void save()}>
        {t.save}
      </Button>
      <p className={styles['quiet']}>{t.hint}</p>
      <div role="status" className={styles['said']}>
        {isBusy && <p className="visually-hidden">{t.busy}</p>}
        {saved && (
          <>
            <p>{t.saved({ file: saved.fileName })}</p>
            {saved.leftOut.length === 0 && <p>{t.complete}</p>}
            {leftOutSentences(words, saved.leftOut).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </>
        )}
      </div>
      {result && 'problem' in result && <Failed problem={{ vendor: row.vendor, ...result.problem }} name={row.name} />}
    </div>
  );
}

function Failed({ problem, name }: { problem: ClientProblem; name: string }) {
  const t = useMessages(messages);
  const words = wordsOfProblem(useMessages(problemMessages), problem, name);
  return (
    <Banner tone="bad" urgent>
      {words.what} {words.quote && <q>{words.quote}</q>} {t.failed} {words.next}{' '}
      {words.requestId && <RequestId id={words.requestId} />}
    </Banner>
  );
}
