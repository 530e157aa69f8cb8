import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Bulk, BulkAction } from '#contract/bulks.ts';
import { postBulk, postBulkStart } from '#contract/endpoints/bulks.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { type ClientProblem, problemOf } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import type { BulkSelection } from './bulk-selection.ts';
import { bulkQuery } from './bulk-queries.ts';
import { bulkMessages } from './bulk-words.ts';
import { DryRun } from './DryRun.tsx';

const messages = i18n('bulkDialog', {
  title: params<{ what: string }>('{what}?'),
  planning: 'Finding out what would happen. Nothing is changed.',
  type: params<{ count: string }>('Type {count} to confirm'),
  typeFirst: params<{ count: string }>('Type {count} first'),
  nothing: 'There is nothing to be done',
  reading: 'Finding out…',
  starting: 'Starting…',
  cancel: 'Cancel',
  again: 'Try again',
});

export interface BulkDialogProps {
  /** What is to be planned, or a plan that is there already. */
  source: { action: BulkAction; selection: BulkSelection; selected: number } | { plan: Bulk };
  onClose: () => void;
  onStarted: () => void;
}

/** Says what would happen to each of a frozen set, and starts it. */
export function BulkDialog({ source, onClose, onStarted }: BulkDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(bulkMessages);
  const problems = useMessages(problemMessages);
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const planned = useQuery(planQuery(source, key));
  const planId = 'plan' in source ? source.plan.id : (planned.data?.bulk.id ?? null);
  const followed = useQuery({ ...bulkQuery(planId ?? ''), enabled: planId !== null });
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const bulk = followed.data?.bulk ?? planned.data?.bulk ?? ('plan' in source ? source.plan : null);
  const failure = planned.error ?? followed.error;
  const action = 'plan' in source ? source.plan.action : source.action;
  const isPlanned = bulk !== null && bulk.state !== 'planning';
  const toDo = bulk?.counts.waiting ?? 0;
  const what = isPlanned ? words[`${action}Many`](toDo) : words[action];
  const confirmation = String(toDo);
  const isConfirmed = action !== 'remove' || typed.trim() === confirmation;

  function offReason(): string | null {
    if (isBusy) return t.starting;
    if (!isPlanned) return t.reading;
    if (toDo === 0) return t.nothing;
    return isConfirmed ? null : t.typeFirst({ count: confirmation });
  }

  async function submit() {
    if (bulk === null || offReason() !== null) return;
    setIsBusy(true);
    try {
      const body = action === 'remove' ? { confirmation: typed.trim() } : {};
      await send(postBulkStart, { params: { id: bulk.id }, body });
      refresh('bulk');
      onStarted();
      await navigate(paths.bulk.to(bulk.id));
    } catch (error) {
      setRefused(problemOf(error));
      setIsBusy(false);
    }
  }

  const problem = refused ?? (failure ? problemOf(failure) : null);
  const problemWords = problem && wordsOfProblem(problems, problem);
  return (
    <Dialog
      title={t.title({ what })}
      onClose={onClose}
      // Enter does nothing: a key held down must not start what it has just confirmed.
      onSubmit={() => {}}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button
            variant={action === 'remove' ? 'danger' : 'filled'}
            disabledReason={offReason()}
            onClick={() => void submit()}
          >
            {words[action]}
          </Button>
        </>
      }
    >
      {problemWords && (
        <Banner
          tone="bad"
          urgent
          action={
            failure && (
              <Button size="small" onClick={() => void (planned.error ? planned.refetch() : followed.refetch())}>
                {t.again}
              </Button>
            )
          }
        >
          {problemWords.what} {problemWords.changed} {problemWords.next}{' '}
          {problemWords.requestId && <RequestId id={problemWords.requestId} />}
        </Banner>
      )}
      {!isPlanned && !failure && (
        <>
          <p role="status">{t.planning}</p>
          <SkeletonRows rows={3} rowHeight={28} />
        </>
      )}
      {isPlanned && <DryRun bulk={bulk} selected={'plan' in source ? null : source.selected} />}
      {isPlanned && action === 'remove' && toDo > 0 && (
        <TextField
          label={t.type({ count: confirmation })}
          value={typed}
          autoComplete="off"
          inputMode="numeric"
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </Dialog>
  );
}

/** The same key is the same plan, so that asking again after a lost answer makes no second one. */
function planQuery(source: BulkDialogProps['source'], key: string) {
  return queryOptions({
    queryKey: ['bulkPlan', key],
    queryFn: () => {
      if ('plan' in source) throw new Error('a plan that is there already is not made again');
      return send(postBulk, { body: { key, action: source.action, selection: source.selection } });
    },
    enabled: !('plan' in source),
    staleTime: Infinity,
    retry: false,
  });
}
