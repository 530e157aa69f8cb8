import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useEffectEvent, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { instanceDetailsSchema } from '#contract/connectors.ts';
import type { InstanceDetails } from '#contract/connectors.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { setPendingChange } from '#src/features/instances/pending-changes.ts';
import { momentOf } from '#src/lib/format.ts';
import { updateConnectorInstance } from './connector-instance-mutations.ts';
import type { ConnectorDetail } from './connector-instance-query.ts';
import { conflictsOf, detailKeys, differing, onlyDetails, untouchedNews, withDetailsOf } from './details-changes.ts';
import type { DetailKey } from './details-changes.ts';

/**
 * The form of an instance's details. What was typed is never overwritten: a detail that somebody else changes meanwhile
 * follows the vendor only where nobody has touched it here, else the person chooses.
 */
export function useDetailsForm(row: InstanceRowData, detail: ConnectorDetail, onSaved: (name: string) => void) {
  const [basis, setBasis] = useState(() => onlyDetails(detail.details));
  /** When the vendor took what was saved here: a reading from before is older than the form. */
  const [savedAt, setSavedAt] = useState<string | null>(null);
  /** Details that changed elsewhere, and in the form too, while something else was being typed. */
  const [followed, setFollowed] = useState<DetailKey[]>([]);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const form = useForm<InstanceDetails>({
    defaultValues: basis,
    resolver: zodResolver(instanceDetailsSchema),
    mode: 'onTouched',
  });
  useWatch({ control: form.control });
  const typed = form.getValues();

  const isOlder = (momentOf(detail.updatedAt) ?? Infinity) < (momentOf(savedAt) ?? -Infinity);
  const now = isOlder ? basis : onlyDetails(detail.details);
  const conflicts = isSaving ? [] : conflictsOf(basis, typed, now);
  const isDirty = differing(basis, typed).length > 0;

  const follow = useEffectEvent((_reading: ConnectorDetail) => {
    const values = form.getValues();
    const news = untouchedNews(basis, values, now);
    if (news.length === 0) return;
    setBasis(withDetailsOf(basis, now, news));
    for (const key of news) form.setValue(key, now[key]);
    if (differing(basis, values).length > 0) setFollowed((before) => [...new Set([...before, ...news])]);
  });
  useEffect(() => {
    // The form's own store is outside of React's state, and both have to follow the vendor together.
    // oxlint-disable-next-line react/set-state-in-effect
    if (!isSaving) follow(detail);
  }, [detail, isSaving]);

  async function save(details: InstanceDetails): Promise<void> {
    setIsSaving(true);
    setProblem(null);
    try {
      const wantedBySomebodyElseToo = differing(basis, now).filter((key) => details[key] === now[key]);
      const previous = withDetailsOf(basis, now, wantedBySomebodyElseToo);
      const instance = await updateConnectorInstance(row.id, details, previous);
      const after = onlyDetails(instance.detail?.details ?? details);
      setBasis(after);
      setSavedAt(instance.detail?.updatedAt ?? null);
      setFollowed([]);
      form.reset(after);
      setPendingChange(row.id, { state: 'confirmed', row: instance.row });
      onSaved(after.name);
    } catch (error) {
      refused({ vendor: row.vendor, instance: { id: row.id, name: row.name }, ...problemOf(error) });
    }
    setIsSaving(false);
    refresh('instance', row.id);
  }

  function refused(why: ClientProblem) {
    const known = detailKeys.filter((key) => why.fields?.[key] !== undefined);
    for (const key of known) form.setError(key, { message: why.fields?.[key] ?? 'malformed' });
    // What is wrong with a field stands beside it; that nothing was saved because of somebody else does not.
    setProblem(known.length > 0 && why.code !== 'conflict' ? null : why);
  }

  function settle(keys: readonly DetailKey[]) {
    setBasis(withDetailsOf(basis, now, keys));
    setProblem(null);
    for (const key of keys) form.clearErrors(key);
  }

  return {
    form,
    typed,
    /** What the vendor holds, as far as it was read. */
    now,
    conflicts,
    followed,
    isDirty,
    isSaving,
    problem,
    save,
    keepMine: (key: DetailKey) => settle([key]),
    takeTheirs: (key: DetailKey) => {
      form.setValue(key, now[key]);
      settle([key]);
    },
  };
}
