import { useEffect, useState } from 'react';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from './Button.tsx';
import { copyText } from './copy-text.ts';

const messages = i18n('copyButton', {
  copy: params<{ what: string }>('Copy {what}'),
  copied: params<{ what: string }>('Copied {what}'),
  failed: params<{ what: string }>('Could not copy {what}; select it and copy by hand'),
});

const shownMs = 2000;

/** Copies a text and says so where it was pressed. `what` names it: "Copy webhook address". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useMessages(messages);
  const [state, setState] = useState<'copy' | 'copied' | 'failed'>('copy');
  useEffect(() => {
    if (state === 'copy') return undefined;
    const timer = setTimeout(() => setState('copy'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    setState((await copyText(text)) ? 'copied' : 'failed');
  }

  return (
    <>
      <Button
        variant="plain"
        size="small"
        iconOnly
        icon={state === 'copied' ? 'check' : 'copy'}
        onClick={() => void copy()}
      >
        {t.copy({ what })}
      </Button>
      <output className={state === 'failed' ? undefined : 'visually-hidden'}>
        {state === 'copy' ? '' : t[state]({ what })}
      </output>
    </>
  );
}
