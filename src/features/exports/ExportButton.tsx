import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { Export } from '#contract/endpoints/exports.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { noteActivity, showToast } from '#src/ui/toast.ts';
import { beginExport, exportAddress } from './act-on-export.ts';
import type { ExportRequest } from './act-on-export.ts';
import { formatShare } from './export-format.ts';
import { exportsQuery, isUnderWay } from './export-queries.ts';
import { exportWords, rowsOf } from './export-words.ts';
import styles from './ExportButton.module.css';
import { ExportsPopover } from './ExportsPopover.tsx';
import { pressLink } from './press-link.ts';

const messages = i18n('exportButton', {
  export: 'Export CSV',
  underWay: params<{ share: string }>('Exporting… {share}'),
  beginning: 'Exporting…',
  files: 'Files',
  nothing: 'There is nothing to export.',
  ready: params<{ what: string }>('The file is ready: {what}'),
  failed: params<{ what: string }>('The file could not be written: {what}'),
});

export interface ExportButtonProps {
  request: ExportRequest;
  /** How many rows there are; with none there is nothing to press for. */
  count: number;
}

/**
 * Begins to write a file of what the filter leaves, and shows how far it is. The server does the work, so that another visit or another
 * tab finds it here too; what became of it is told wherever this stands.
 */
export function ExportButton({ request, count }: ExportButtonProps) {
  const t = useMessages(messages);
  const panelId = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const { data, error, refetch } = useQuery(exportsQuery());
  const [isOpen, setIsOpen] = useState(false);
  // Set from the press until the server has taken it on. Another press after a failure is the same one, unless it is for another file.
  const [press, setPress] = useState<{ key: string; asked: string; problem: ClientProblem | null } | null>(null);
  const asked = JSON.stringify(request);
  const underWay = data?.exports.find((one) => one.kind === request.kind && isUnderWay(one));
  useEndsTold(data?.exports, isOpen);

  async function begin() {
    const key = press?.asked === asked ? press.key : crypto.randomUUID();
    setPress({ key, asked, problem: null });
    try {
      await beginExport(request, key);
      setPress(null);
    } catch (cause) {
      setPress({ key, asked, problem: problemOf(cause) });
    }
  }

  function startOrShow() {
    setIsOpen(true);
    if (!underWay && (press === null || press.problem !== null)) void begin();
  }

  return (
    <span ref={anchor} className={styles['buttons']}>
      <Button
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        disabledReason={count === 0 && !underWay ? t.nothing : null}
        onClick={startOrShow}
      >
        {said()}
      </Button>
      {!underWay && data !== undefined && data.exports.length > 0 && (
        <Button
          variant="plain"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          aria-controls={isOpen ? panelId : undefined}
          onClick={() => setIsOpen(true)}
        >
          {t.files}
        </Button>
      )}
      {isOpen && (
        <ExportsPopover
          id={panelId}
          anchor={anchor}
          exports={data?.exports ?? null}
          isBeginning={press !== null && press.problem === null}
          beginProblem={press?.problem ?? null}
          readProblem={error ? problemOf(error) : null}
          onBegin={() => void begin()}
          onRead={() => void refetch()}
          onClose={() => setIsOpen(false)}
        />
      )}
    </span>
  );

  function said(): string {
    if (underWay) {
      const { rowsDone, rowsAll } = underWay;
      return rowsAll ? t.underWay({ share: formatShare(rowsDone, rowsAll) }) : t.beginning;
    }
    return press !== null && press.problem === null ? t.beginning : t.export;
  }
}

/** Tells of each file that this page saw being written what became of it: out loud, or only in the list where it is on show anyway. */
function useEndsTold(exports: readonly Export[] | undefined, isOpen: boolean): void {
  const t = useMessages(messages);
  const words = useMessages(exportWords);
  const seen = useRef(new Set<string>());
  useEffect(() => {
    for (const one of exports ?? []) {
      if (isUnderWay(one)) {
        seen.current.add(one.id);
      } else if (seen.current.delete(one.id)) {
        const what = rowsOf(words, one);
        if (one.state === 'succeeded' && isOpen) noteActivity('on', t.ready({ what }));
        else if (one.state === 'succeeded') {
          showToast('on', t.ready({ what }), { label: words.download, press: () => pressLink(exportAddress(one)) });
        } else if (one.state === 'failed' && isOpen) noteActivity('failed', t.failed({ what }));
        else if (one.state === 'failed') showToast('failed', t.failed({ what }));
      }
    }
  }, [exports, isOpen, t, words]);
}
