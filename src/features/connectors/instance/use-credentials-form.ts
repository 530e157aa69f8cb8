import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useEffectEvent, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { FieldValues } from '#contract/connectors.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { beginningTexts, changedValues, credentialSchema } from '../form/credential-form.ts';
import type { AskedField, CredentialTexts } from '../form/credential-form.ts';
import { saveCredentials } from './connector-instance-mutations.ts';
import type { ConnectorDetail } from './connector-instance-query.ts';

/**
 * The form of an instance's credentials. Only what differs from what is stored is sent. Secrets live in the fields alone,
 * and go from there when they are saved and when the page is left.
 */
export function useCredentialsForm(
  row: InstanceRowData,
  detail: ConnectorDetail,
  on: { saved: () => void; consent: (url: string) => void },
) {
  /** What the form was begun with; `round` tells one beginning from the next. */
  const [begun, setBegun] = useState<{ fields: readonly AskedField[]; round: number }>({
    fields: detail.fields,
    round: 0,
  });
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const form = useForm<CredentialTexts>({
    defaultValues: { texts: beginningTexts(begun.fields) },
    resolver: zodResolver(credentialSchema(begun.fields)),
  });
  useWatch({ control: form.control });
  const { texts } = form.getValues();

  const values = changedValues(begun.fields, texts);
  const isDirty = Object.keys(values).length > 0;
  const isOutdated = JSON.stringify(detail.fields) !== JSON.stringify(begun.fields);

  function beginWith(fields: readonly AskedField[]) {
    setBegun(({ round }) => ({ fields, round: round + 1 }));
    form.reset({ texts: beginningTexts(fields) });
  }

  const follow = useEffectEvent((now: ConnectorDetail) => {
    if (isOutdated && !isDirty) beginWith(now.fields);
  });
  useEffect(() => {
    // The form's own store is outside of React's state, and both have to follow the vendor together.
    // oxlint-disable-next-line react/set-state-in-effect
    if (!isChecking) follow(detail);
  }, [detail, isChecking]);

  const forget = useEffectEvent(() => form.reset({ texts: beginningTexts(begun.fields) }));
  useEffect(() => {
    // A page that is left may be kept by the browser as it is, to be shown again.
    const onLeave = () => forget();
    window.addEventListener('pagehide', onLeave);
    return () => window.removeEventListener('pagehide', onLeave);
  }, []);

  async function save(): Promise<void> {
    const sent = changedValues(begun.fields, form.getValues('texts'));
    setIsChecking(true);
    setProblem(null);
    try {
      const outcome = await saveCredentials(row.id, sent);
      if (outcome.state === 'consent') {
        forget();
        on.consent(outcome.url);
      } else {
        beginWith(begun.fields.map((field) => asSaved(field, sent)));
        on.saved();
      }
    } catch (error) {
      refused({ vendor: row.vendor, instance: { id: row.id, name: row.name }, ...problemOf(error) });
    }
    setIsChecking(false);
    refresh('instance', row.id);
  }

  function refused(why: ClientProblem) {
    let known = 0;
    for (const [index, { key }] of begun.fields.entries()) {
      const code = why.fields?.[key] ?? why.fields?.[`values.${key}`];
      if (code === undefined) continue;
      form.setError(`texts.${index}`, { message: code });
      known += 1;
    }
    setProblem(known > 0 && why.code === 'bad_input' ? null : why);
  }

  return {
    form,
    fields: begun.fields,
    round: begun.round,
    isDirty,
    /** What is stored was changed elsewhere since the form was begun. */
    isOutdated: isOutdated && isDirty && !isChecking,
    isChecking,
    problem,
    save,
    beginAnew: () => {
      setProblem(null);
      beginWith(detail.fields);
    },
  };
}

/** A field as it is once this was saved. */
function asSaved(field: AskedField, sent: FieldValues): AskedField {
  const value = sent[field.key];
  return value === undefined ? field : { ...field, hasValue: value !== '', value: field.secret ? null : value };
}
