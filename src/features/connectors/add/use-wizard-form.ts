import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { FieldPath, FieldValues as FormValues, UseFormReturn } from 'react-hook-form';
import { type ConnectorForm, type InstanceDetails, instanceDetailsSchema } from '#contract/connectors.ts';
import type { ConnectorDraft } from '#contract/endpoints/connectors.ts';
import {
  type AskedField,
  askedFields,
  beginningTexts,
  type CredentialTexts,
  credentialSchema,
  splitValues,
} from '../form/credential-form.ts';
import type { DraftContent } from './draft-keeper.ts';
import { methodOf } from './wizard-steps.ts';

/** All that the wizard's pages hold. Going from page to page loses nothing; secrets are in this memory and nowhere else. */
export function useWizardForm(draft: ConnectorDraft, offer: ConnectorForm) {
  const details = useForm<InstanceDetails>({
    resolver: standardSchemaResolver(instanceDetailsSchema),
    defaultValues: draft.details,
  });
  // The draft as it was read: what is known of it later must not change what stands in the fields.
  const [begun] = useState(draft);
  const [methodId, setMethodId] = useState(() => methodOf(offer, draft.methodId)?.id ?? null);
  const fields = useMemo(() => fieldsOf(offer, methodId, begun), [offer, methodId, begun]);
  const credentials = useForm<CredentialTexts>({
    resolver: standardSchemaResolver(credentialSchema(fields)),
    defaultValues: { texts: beginningTexts(fields) },
  });
  const ofOtherMethods = useRef(new Map<string, CredentialTexts>());
  useCorrecting(details);
  useCorrecting(credentials);

  const typedDetails = useWatch({ control: details.control, compute: (values: InstanceDetails) => ({ ...values }) });
  const texts = useWatch({ control: credentials.control, name: 'texts' });
  const { values, secrets } = splitValues(fields, texts);
  const content: DraftContent = { details: typedDetails, methodId, values };

  function chooseMethod(id: string): void {
    if (methodId !== null) ofOtherMethods.current.set(methodId, { texts: credentials.getValues('texts') });
    credentials.reset(ofOtherMethods.current.get(id) ?? { texts: beginningTexts(fieldsOf(offer, id, begun)) });
    setMethodId(id);
  }

  function forgetSecrets(): void {
    ofOtherMethods.current.clear();
    const now = credentials.getValues('texts');
    credentials.reset({ texts: fields.map(({ secret }, index) => (secret ? '' : (now[index] ?? ''))) });
  }

  return { details, credentials, fields, methodId, chooseMethod, content, secrets, forgetSecrets };
}

export type WizardForm = ReturnType<typeof useWizardForm>;

function fieldsOf(offer: ConnectorForm, methodId: string | null, draft: ConnectorDraft): AskedField[] {
  const values = draft.methodId === methodId ? draft.values : {};
  return askedFields(methodOf(offer, methodId)?.fields ?? [], values);
}

/** What was found wrong is looked at again while it is being corrected; what was not is left alone until the page's end. */
function useCorrecting<Values extends FormValues>(form: UseFormReturn<Values>): void {
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ name }) => {
          // The form tells the path of one of its own fields, as a plain text.
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion
          const path = name as FieldPath<Values> | undefined;
          if (path !== undefined && form.getFieldState(path).error) void form.trigger(path);
        },
      }),
    [form],
  );
}
