import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { FormField, FormItem, FormPage } from '#contract/instance-form.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { pageContentQuery } from '../deployable-queries.ts';
import { FieldEntry } from '../fields/FieldEntry.tsx';
import { fieldId, isDrawn, maySet, type Settable, titleOf } from '../form-entries.ts';
import { ConnectionEntry } from './ConnectionEntry.tsx';
import { configureWords } from './configure-words.ts';
import { textOfMarkup } from './markup-text.ts';
import type { ConfigureForm } from './use-configure-form.ts';
import type { Consents } from './use-consents.ts';
import type { WizardAbout } from '../wizard-about.ts';
import styles from './Configure.module.css';

/** What stands on a page of the form, in its order. What cannot be drawn is said. */
export function PageItems({
  page,
  data,
  form,
  consents,
  about,
}: {
  page: FormPage;
  data: InstanceFormResponse;
  form: ConfigureForm;
  consents: Consents;
  about: WizardAbout;
}) {
  const t = useMessages(configureWords);
  const problems = useMessages(problemMessages);
  const fields = page.items.flatMap((item) => (item.kind === 'field' ? (fieldOf(item.key) ?? []) : []));
  const asksOthers = fields.some(({ kind, choices }) => kind === 'choice' && choices.length === 0);
  const content = useQuery({ ...pageContentQuery(about.instanceId, page.name), enabled: asksOthers });
  if (page.isPerUser) return <p className={styles['note']}>{t.perUserPage({ vendor: about.vendorName })}</p>;
  const failed = content.error && wordsOfProblem(problems, problemOf(content.error));
  return (
    <div className={styles['items']}>
      {failed && (
        <Banner
          tone="warn"
          action={
            <Button size="small" onClick={() => void content.refetch()}>
              {t.again}
            </Button>
          }
        >
          {t.choicesFailed} {failed.what} {failed.next}
        </Banner>
      )}
      {page.items.length === 0 && <p>{t.nothingOnPage}</p>}
      {page.items.map((item, index) => (
        <div key={'key' in item ? item.key : index}>{draw(item)}</div>
      ))}
    </div>
  );

  function fieldOf(key: string): FormField | undefined {
    return data.form.fields.find((field) => field.key === key);
  }

  function draw(item: FormItem): ReactNode {
    switch (item.kind) {
      case 'markup':
        // Foreign, so what it says is shown and what it would do is not.
        return <p className={styles['prose']}>{textOfMarkup(item.html)}</p>;
      case 'unknown':
        return <p className={styles['note']}>{t.itemNotDrawn({ kind: item.kindName, vendor: about.vendorName })}</p>;
      case 'connection': {
        const connection = data.form.connections.find(({ key }) => key === item.key);
        const stored = data.connections.find(({ key }) => key === item.key);
        return connection && <ConnectionEntry {...{ connection, stored, form, consents, about }} />;
      }
      case 'field': {
        const field = fieldOf(item.key);
        return field && drawField(field);
      }
    }
  }

  function drawField(field: FormField): ReactNode {
    const label = titleOf(field);
    const vendor = about.vendorName;
    if (field.isPerUser) return <p className={styles['note']}>{t.perUser({ label, vendor })}</p>;
    if (!maySet(field, 'field', about.isAdmin)) return <p className={styles['note']}>{t.forOperator({ label })}</p>;
    if (!isDrawn(field) || content.data?.unreadableKeys.includes(field.key)) {
      return <p className={styles['note']}>{t.notDrawn({ label, kind: field.kindName, vendor })}</p>;
    }
    const settable: Settable = { id: fieldId(field.key), key: field.key, kind: 'field', field };
    const isOffered = field.kind === 'choice' && field.choices.length === 0;
    return (
      <>
        <FieldEntry
          field={field}
          entry={form.entryOf(settable)}
          problem={form.problems[settable.id] ?? null}
          offered={isOffered ? (content.data?.choices[field.key] ?? (content.isPending ? null : [])) : null}
          onEntry={(entry) => form.change(settable, entry)}
        />
        {field.isForOperator && <p className={styles['quiet']}>{t.operatorNote}</p>}
      </>
    );
  }
}
