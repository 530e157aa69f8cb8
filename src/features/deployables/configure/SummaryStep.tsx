import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { FormPage } from '#contract/instance-form.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { valueWords } from '#src/features/values/value-words.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { entryWords } from '../entry-words.ts';
import { mayRestoreDefaults, maySet } from '../form-entries.ts';
import { pageOfKey, titleOfKey } from './configure-steps.ts';
import { configureWords, connectionWords, summaryWords } from './configure-words.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { answersOf } from './shown-answers.ts';
import type { ConfigureForm } from './use-configure-form.ts';
import type { WizardAbout } from '../wizard-about.ts';
import styles from './Configure.module.css';

interface SummaryStepProps {
  data: InstanceFormResponse;
  pages: readonly FormPage[];
  form: ConfigureForm;
  about: WizardAbout;
  addressOf: (step: string) => string;
  onRestore: () => Promise<ClientProblem | null>;
}

/** The last page: what is stored, what is missing, and the way to put it to work. */
export function SummaryStep({ data, pages, form, about, addressOf, onRestore }: SummaryStepProps) {
  const t = useMessages(summaryWords);
  const [isAsking, setIsAsking] = useState(false);
  const isEdit = data.deployedVersionNumber !== null;
  return (
    <div className={styles['items']}>
      {about.isPaused && <Banner tone="warn">{t.enables}</Banner>}
      <MissingKeys {...{ data, pages, about, addressOf }} />
      {pages.map((page, index) => (
        <PageSummary key={page.name} to={addressOf(String(index + 1))} {...{ page, data, form, about }} />
      ))}
      {isEdit && mayRestoreDefaults(data.form, about.isAdmin) && (
        <div>
          <Button variant="plain" onClick={() => setIsAsking(true)}>
            {t.restore}
          </Button>
        </div>
      )}
      {isAsking && (
        <ConfirmDialog
          title={t.restoreTitle}
          text={t.restoreText}
          action={t.restoreDo}
          cancel={t.cancel}
          onConfirm={onRestore}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  );
}

function MissingKeys({
  data,
  pages,
  about,
  addressOf,
}: Pick<SummaryStepProps, 'data' | 'pages' | 'about' | 'addressOf'>) {
  const t = useMessages(summaryWords);
  if (data.missingKeys.length === 0) return null;
  return (
    <div className={styles['missing']}>
      <p>
        <Lamp kind="unfinished" /> {t.missing}
      </p>
      <ul>
        {data.missingKeys.map((key) => (
          <li key={key}>{worded(key)}</li>
        ))}
      </ul>
    </div>
  );

  function worded(key: string) {
    const label = titleOfKey(data.form, key);
    const connection = data.form.connections.find((one) => one.key === key);
    const known = connection ?? data.form.fields.find((field) => field.key === key);
    if (known && !maySet(known, connection ? 'connection' : 'field', about.isAdmin)) {
      return known.isForOperator ? t.missingOperator({ label }) : t.missingOwner({ label });
    }
    const place = pageOfKey(pages, key);
    return place < 0 ? <bdi>{label}</bdi> : <Link to={addressOf(String(place + 1))}>{label}</Link>;
  }
}

function PageSummary({
  page,
  data,
  form,
  about,
  to,
}: Pick<SummaryStepProps, 'data' | 'form' | 'about'> & { page: FormPage; to: string }) {
  const t = useMessages(summaryWords);
  const c = useMessages(configureWords);
  const connectionWord = useMessages(connectionWords);
  const values = useMessages(valueWords);
  const entries = useMessages(entryWords);
  const words = { yes: values.yes, no: values.no, never: entries.never, stored: c.storedSecret, inputOf: c.inputOf };
  const connections = page.items.flatMap((item) => {
    const connection = item.kind === 'connection' && data.form.connections.find(({ key }) => key === item.key);
    if (!connection || connection.isPerUser) return [];
    const status = data.connections.find(({ key }) => key === connection.key)?.status;
    const text = status === 'active' ? connectionWord.active : status === 'failed' ? connectionWord.failed : '';
    return [[connection.heading ?? connection.key, <Shown key={connection.key} text={text} />] as const];
  });
  const answers = answersOf(form, page, words);
  return (
    <section className={styles['summary']} aria-label={page.name}>
      <div className={styles['summaryHead']}>
        <h3>
          <bdi>{page.name}</bdi>
        </h3>
        <Link to={to} aria-label={t.changePage({ page: page.name })}>
          {t.change}
        </Link>
      </div>
      <DefinitionList
        entries={[
          ...connections,
          ...answers.map(({ term, text }) => [term, <Shown key={term} text={text} />] as const),
        ]}
      />
      {page.isPerUser && <p className={styles['quiet']}>{c.perUserPage({ vendor: about.vendorName })}</p>}
    </section>
  );
}

function Shown({ text }: { text: string }) {
  const c = useMessages(configureWords);
  return text === '' ? <span className={styles['quiet']}>{c.none}</span> : <bdi>{text}</bdi>;
}
