import { useState } from 'react';
import * as z from 'zod/mini';
import { instanceNameLimit, instanceNameSchema } from '#contract/names.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { changeInstance } from './change-instance.ts';
import { fieldWords, wordOfField } from './field-words.ts';
import type { ActionDialogProps } from './instance-actions.ts';

const messages = i18n('renameDialog', {
  title: params<{ name: string }>('Rename {name}'),
  name: 'Name',
  rename: 'Rename',
  cancel: 'Cancel',
  busy: 'Renaming…',
});

/** Gives an instance another name. What was typed stays when it is refused. */
export function RenameDialog({ row, onClose }: ActionDialogProps) {
  const t = useMessages(messages);
  const field = useMessages(fieldWords);
  const problems = useMessages(problemMessages);
  const [name, setName] = useState(row.name);
  const [error, setError] = useState<string | null>(null);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit() {
    if (isBusy) return;
    const parsed = z.safeParse(instanceNameSchema, name);
    if (!parsed.success) {
      setError(wordOfField(field, parsed.error.issues[0]?.message));
      return;
    }
    if (parsed.data === row.name) {
      onClose();
      return;
    }
    setIsBusy(true);
    const refused = await changeInstance('rename', row, parsed.data);
    setIsBusy(false);
    if (!refused) onClose();
    else if (refused.fields?.['name']) setError(wordOfField(field, refused.fields['name']));
    else setProblem(refused);
  }

  const words = problem && wordsOfProblem(problems, problem);
  return (
    <Dialog
      title={t.title({ name: row.name })}
      isDirty={name !== row.name}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.busy : null}>
            {t.rename}
          </Button>
        </>
      }
    >
      {words && (
        <Banner tone="bad" urgent>
          {words.what} {words.changed} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      <TextField
        label={t.name}
        value={name}
        maxLength={instanceNameLimit}
        takesFocus
        autoComplete="off"
        error={error}
        onChange={(event) => {
          setName(event.target.value);
          setError(null);
        }}
      />
    </Dialog>
  );
}
