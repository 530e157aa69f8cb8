import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { FormPage } from '#contract/instance-form.ts';
import { formatNumber } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import wizard from '#src/ui/Wizard.module.css';
import { configureWords, summaryWords } from './configure-words.ts';

/** What the step on show is about, and where it stands among the others. */
export function ConfigureStepHead({
  page,
  data,
  isPaused,
  place,
}: {
  /** Undefined on the last step. */
  page: FormPage | undefined;
  data: InstanceFormResponse;
  isPaused: boolean;
  place: { number: number; total: number };
}) {
  const t = useMessages(configureWords);
  const s = useMessages(summaryWords);
  const lead = page ? page.tagline : leadOfSummary();
  return (
    <div className={wizard['head']}>
      <h2 tabIndex={-1}>
        <bdi>{page?.name ?? t.deployStep}</bdi>{' '}
        <span className={wizard['position']}>
          {t.position({ number: formatNumber(place.number), total: formatNumber(place.total) })}
        </span>
      </h2>
      {lead && (
        <p className={wizard['lead']} dir="auto">
          {lead}
        </p>
      )}
    </div>
  );

  function leadOfSummary(): string {
    const { deployedVersionNumber, form } = data;
    const said = isPaused ? s.deployedLast : s.atWork;
    const atWork = deployedVersionNumber === null ? '' : said({ number: formatNumber(deployedVersionNumber) });
    if (form.pages.length === 0 && form.unplacedKeys.length === 0) return `${s.asksNothing} ${atWork}`.trim();
    return deployedVersionNumber === null ? s.lead : `${s.leadEdit} ${atWork}`;
  }
}
