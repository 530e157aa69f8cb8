import { rateLimitUnits, type ConnectorForm, type InstanceDetails } from '#contract/connectors.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { AnswersPanel as Panel } from '#src/ui/AnswersPanel.tsx';
import { optionWords, sayRateLimit } from '../form/option-words.ts';
import { stepWords } from './step-words.ts';
import { methodOf } from './wizard-steps.ts';

const messages = i18n('addInstanceAnswers', { title: 'So far', none: 'Not yet', connector: 'Connector' });

/** What was answered so far, beside the page that is on show. Nothing of the credentials. */
export function AnswersPanel({
  form,
  details,
  methodId,
}: {
  form: ConnectorForm;
  details: InstanceDetails;
  methodId: string | null;
}) {
  const t = useMessages(messages);
  const options = useMessages(optionWords);
  const steps = useMessages(stepWords);
  const pool = form.pools.find(({ id }) => id === details.poolId);
  const unit = rateLimitUnits.find((known) => known === details.rateLimitUnit) ?? 'minute';
  const rate = Number.isInteger(details.rateLimitAmount) ? sayRateLimit(options, details.rateLimitAmount, unit) : '';
  const rows: [string, string][] = [
    [t.connector, form.connector.name],
    [options.name, details.name.trim()],
    [options.timeZone, details.timeZone.replaceAll('_', ' ')],
    [options.dateFormat, details.dateFormat],
    [options.rateLimitAmount, rate],
    ...(form.pools.length > 0 ? ([[options.poolId, pool?.name ?? options.noPool]] satisfies [string, string][]) : []),
    [steps.method, methodOf(form, methodId)?.name ?? ''],
  ];
  const answers = rows.map(([term, text]) => ({ key: term, term, text }));
  return <Panel title={t.title} none={t.none} answers={answers} />;
}
