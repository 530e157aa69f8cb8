import { useState } from 'react';
import type { InstanceDetails } from '#contract/connectors.ts';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { formatList } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { useUnsavedChanges } from '#src/lib/unsaved-changes.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { showToast } from '#src/ui/toast.ts';
import { DetailsFields } from '../form/DetailsFields.tsx';
import { useFirstError } from '#src/lib/use-first-error.ts';
import type { ConnectorDetail } from './connector-instance-query.ts';
import { DetailConflicts, useSayDetail } from './DetailConflicts.tsx';
import { SaveDetailsDialog } from './SaveDetailsDialog.tsx';
import { useDetailsForm } from './use-details-form.ts';
import styles from './DetailsTab.module.css';

const messages = i18n('detailsTab', {
  save: 'Save instance details',
  saving: 'Saving…',
  saved: params<{ name: string }>('Details of {name} are saved'),
  unchanged: 'Nothing is changed',
  undecided: 'Choose first what shall stand',
  underWay: 'A change is under way; wait until it is done',
  kept: 'What you entered is kept.',
  reach: count({
    one: 'A change reaches {count} process flow, at once.',
    other: 'A change reaches {count} process flows, at once.',
  }),
  reachNone: 'No process flow uses it, so a change reaches nothing yet.',
  followed: params<{ what: string; vendor: string }>(
    'Changed at {vendor} while you typed: {what}. The form shows what stands there now.',
  ),
});

export interface DetailsTabProps {
  row: InstanceRowData;
  /** As read last; another object with each reading. */
  detail: ConnectorDetail;
}

/** The details of an instance, saved together; credentials are not asked for. */
export function DetailsTab({ row, detail }: DetailsTabProps) {
  const t = useMessages(messages);
  const say = useSayDetail(detail.pools);
  const vendor = vendorNames[row.vendor];
  /** What is to be saved, while the person is asked whether it may reach the flows. */
  const [asked, setAsked] = useState<InstanceDetails | null>(null);
  const { form: element, focusFirstError } = useFirstError();
  const details = useDetailsForm(row, detail, (name) =>
    showToast('on', t.saved({ name }), undefined, { link: { to: paths.connectorInstance.to(row.id), name } }),
  );
  const { form, conflicts, followed, isDirty, isSaving, problem } = details;
  useUnsavedChanges(isDirty);

  function reasonNow(): string | null {
    if (isSaving) return t.saving;
    if (row.operation?.state === 'running') return t.underWay;
    if (conflicts.length > 0) return t.undecided;
    return isDirty ? null : t.unchanged;
  }

  async function save(wanted: InstanceDetails) {
    setAsked(null);
    await details.save(wanted);
    focusFirstError();
  }

  const submit = form.handleSubmit(
    async (wanted) => {
      if (reasonNow() !== null) return;
      if (detail.flows.length > 0) setAsked(wanted);
      else await save(wanted);
    },
    () => focusFirstError(),
  );

  // The question stands beside the form: a submit inside of it would count for the form around it too.
  return (
    <>
      <form ref={element} noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
        {problem && conflicts.length === 0 && <Refusal problem={problem} kept={t.kept} />}
        {followed.length > 0 && (
          <Banner tone="note" lamp="waiting">
            {t.followed({ what: formatList(followed.map((key) => say.label(key))), vendor })}
          </Banner>
        )}
        {conflicts.length > 0 && (
          <DetailConflicts
            keys={conflicts}
            yours={details.typed}
            theirs={details.now}
            pools={detail.pools}
            vendor={row.vendor}
            onKeep={details.keepMine}
            onTake={details.takeTheirs}
          />
        )}
        <fieldset disabled={isSaving} className={styles['fields']}>
          <DetailsFields control={form.control} pools={detail.pools} />
        </fieldset>
        <div className={styles['save']}>
          <Button type="submit" variant="filled" disabledReason={reasonNow()}>
            {isSaving ? t.saving : t.save}
          </Button>
          <p className={styles['quiet']}>{detail.flows.length === 0 ? t.reachNone : t.reach(detail.flows.length)}</p>
          <span role="status" className="visually-hidden">
            {isSaving ? t.saving : ''}
          </span>
        </div>
      </form>
      {asked && (
        <SaveDetailsDialog
          name={row.name}
          flows={detail.flows}
          vendor={row.vendor}
          onClose={() => setAsked(null)}
          onSave={() => void save(asked)}
        />
      )}
    </>
  );
}

function Refusal({ problem, kept }: { problem: Parameters<typeof wordsOfProblem>[1]; kept: string }) {
  const said = wordsOfProblem(useMessages(problemMessages), problem);
  return (
    <Banner tone="bad" urgent>
      {said.what} {said.quote && <q>{said.quote}</q>} {said.changed} {kept} {said.next}{' '}
      {said.requestId && <RequestId id={said.requestId} />}
    </Banner>
  );
}
