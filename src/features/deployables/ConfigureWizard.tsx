import { useCallback, useEffect, useRef, useState } from 'react';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { FormPage } from '#contract/instance-form.ts';
import type { Operation } from '#contract/operations.ts';
import { queryClient } from '#src/api/caches.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { valueWords } from '#src/features/values/value-words.ts';
import { formatNumber } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { useUnsavedChanges } from '#src/lib/unsaved-changes.ts';
import { useFirstError } from '#src/lib/use-first-error.ts';
import { useStepFocus } from '#src/lib/use-step-focus.ts';
import { AnswersPanel } from '#src/ui/AnswersPanel.tsx';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { StepRail } from '#src/ui/StepRail.tsx';
import wizard from '#src/ui/Wizard.module.css';
import { instanceFormQuery } from './deployable-queries.ts';
import { entryWords } from './entry-words.ts';
import { fieldId, pagesOf, settablesOf } from './form-entries.ts';
import { ConfigureProblem } from './configure/ConfigureProblem.tsx';
import { deployStep, pageOfKey } from './configure/configure-steps.ts';
import { configureWords } from './configure/configure-words.ts';
import { ConfigureStepHead } from './configure/ConfigureStepHead.tsx';
import { DeployProgress } from './configure/DeployProgress.tsx';
import { PageItems } from './configure/PageItems.tsx';
import { type PlacedProblem, placeProblem } from './configure/place-refusals.ts';
import { answersOf } from './configure/shown-answers.ts';
import { SummaryStep } from './configure/SummaryStep.tsx';
import { useConfigureForm } from './configure/use-configure-form.ts';
import { useConfigureStep } from './configure/use-configure-step.ts';
import { useConsents } from './configure/use-consents.ts';
import { useStoring } from './configure/use-storing.ts';
import type { WizardAbout } from './wizard-about.ts';
import styles from './configure/Configure.module.css';

interface Shown {
  problem: ClientProblem;
  placed: PlacedProblem;
}

/** Configures an instance page by page, and puts it to work. The same for a new one and for one that was deployed before. */
export function ConfigureWizard({ data, about }: { data: InstanceFormResponse; about: WizardAbout }) {
  const t = useMessages(configureWords);
  const values = useMessages(valueWords);
  const entries = useMessages(entryWords);
  const pages = pagesOf(data.form, t.others);
  // What was refused while nobody looked is told to whoever comes back to it.
  const [told] = useState(() => refusalThatWaits(data, pages, about.isAdmin));
  const form = useConfigureForm(data, pages, about.isAdmin, told?.placed.beside);
  const { steps, shown, go, addressOf } = useConfigureStep(about.instanceId, pages, data);
  const [trouble, setTrouble] = useState<Shown | null>(told);
  const [operation, setOperation] = useState<Operation | null>(data.waiting?.state === 'running' ? data.waiting : null);
  const { form: element, focusFirstError } = useFirstError();
  const banner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a long page the button that was pressed is far below what is said about it.
    if (trouble && trouble !== told && !hasBeside(trouble)) banner.current?.focus();
  }, [trouble, told]);
  useStepFocus(element, shown);
  useUnsavedChanges(form.isDirty);
  const storing = useStoring({ about, data, pages, form, onProblem: refused });
  const clearProblem = useCallback((key: string) => form.clearProblem(fieldId(key)), [form]);
  const consents = useConsents(about.instanceId, data.connections, {
    store: () => storing.store(current ? [current] : [], false),
    onProblem: refused,
    onConnected: clearProblem,
  });

  const at = steps.indexOf(shown);
  const current = pages[at];
  const isLast = shown === deployStep;
  const isEdit = data.deployedVersionNumber !== null;
  const former = steps[at - 1];
  const following = steps[at + 1];
  const isBusy = storing.isBusy || consents.busyKey !== null;
  const busyWord = isLast ? t.deploying : t.storing;

  function refused(problem: ClientProblem) {
    const connectionKeys = data.form.connections.map(({ key }) => key);
    const placed = placeProblem(problem, form.settables(pages), connectionKeys);
    setTrouble({ problem, placed });
    form.setProblems((before) => ({ ...before, ...placed.beside }));
    const ids = Object.keys(placed.beside);
    const concerned = pages.findIndex(
      (page) =>
        form.settables([page]).some(({ id }) => ids.includes(id)) ||
        connectionKeys.some((key) => ids.includes(fieldId(key)) && pageOfKey([page], key) === 0),
    );
    if (concerned < 0) return;
    if (concerned === at) focusFirstError();
    else go(String(concerned + 1));
  }

  async function advance() {
    if (isBusy) return;
    setTrouble(null);
    if (current) {
      if (form.check([current])) {
        focusFirstError();
        return;
      }
      if (await storing.store([current], isDoneWith(current, at))) go(following ?? deployStep);
      return;
    }
    const wrong = form.check(pages.filter((page) => form.given([page]).length > 0));
    if (wrong) go(String(pages.indexOf(wrong) + 1));
    else if (await storing.store(pages, false)) setOperation(await storing.deploy());
  }

  /** With the last page the form is done, unless another page still lacks something. */
  function isDoneWith(page: (typeof pages)[number], place: number): boolean {
    const isElsewhere = data.missingKeys.some((key) => pageOfKey([page], key) < 0);
    return !isEdit && place === pages.length - 1 && !isElsewhere;
  }

  function readAgain() {
    setTrouble(null);
    void queryClient.invalidateQueries({ queryKey: instanceFormQuery(about.instanceId).queryKey });
  }

  const offReason = isBusy ? busyWord : reasonOff();
  const words = { yes: values.yes, no: values.no, never: entries.never, stored: t.storedSecret, inputOf: t.inputOf };
  const title = (isEdit ? t.edit : t.setUp)({ name: about.name });
  const names = steps.map((step, index) => pages[index]?.name ?? (step === deployStep ? t.deployStep : step));
  const firstOpen = data.missingKeys.map((key) => pageOfKey(pages, key)).filter((place) => place >= 0);
  const openUntil = isEdit ? steps.length : Math.min(...firstOpen, steps.length - 1);

  return (
    <>
      <PageHeader
        title={<bdi>{title}</bdi>}
        documentTitle={`${names[at] ?? ''} · ${title}`}
        meta={t.version({ template: data.form.title, number: formatNumber(data.form.versionNumber) })}
      />
      {operation ? (
        <DeployProgress
          key={operation.id}
          begun={operation}
          about={about}
          onRefused={(problem) => {
            setOperation(null);
            void queryClient.invalidateQueries({ queryKey: instanceFormQuery(about.instanceId).queryKey });
            refused(problem ?? { code: 'missing_values', changed: 'nothing', requestId: '' });
          }}
        />
      ) : (
        <div className={wizard['wizard']}>
          <StepRail
            label={t.steps}
            steps={steps.map((step, index) => ({
              key: step,
              label: names[index] ?? step,
              to: addressOf(step),
              isOpen: index < at || index <= openUntil,
            }))}
            shown={shown}
          />
          <form
            ref={element}
            noValidate
            className={wizard['step']}
            onSubmit={(event) => {
              event.preventDefault();
              // React hands on what is sent off in a dialog that was opened from here, and that means neither Next nor Deploy.
              if (event.target === event.currentTarget) void advance();
            }}
          >
            <ConfigureStepHead
              page={current}
              data={data}
              isPaused={about.isPaused}
              place={{ number: at + 1, total: steps.length }}
            />
            {trouble && (
              <div ref={banner} tabIndex={-1} className={styles['banner']}>
                <ConfigureProblem
                  problem={trouble.problem}
                  onTop={trouble.placed.onTop}
                  hasBeside={hasBeside(trouble)}
                  instance={{ id: about.instanceId, name: about.name }}
                  onReadAgain={readAgain}
                />
              </div>
            )}
            {data.allowed.configure === false && (
              <div className={styles['banner']}>
                <Banner tone="warn">{t.mayNotConfigure({ vendor: about.vendorName })}</Banner>
              </div>
            )}
            <fieldset disabled={isBusy || (data.allowed.configure === false && !isLast)} className={wizard['fields']}>
              {current ? (
                <PageItems key={shown} page={current} {...{ data, form, consents, about }} />
              ) : (
                <SummaryStep {...{ data, pages, form, about, addressOf }} onRestore={storing.restore} />
              )}
            </fieldset>
            <div className={wizard['actions']}>
              <div className={wizard['back']}>
                {former === undefined ? (
                  <ButtonLink to={paths.instance.to(about.instanceId)}>{t.leave}</ButtonLink>
                ) : (
                  <Button disabledReason={isBusy ? busyWord : null} onClick={() => go(former)}>
                    {t.back}
                  </Button>
                )}
              </div>
              <Button
                type="submit"
                variant="filled"
                disabledReason={offReason}
                // The second press of a double click would be one on the page that follows.
                onClick={(event) => {
                  if (event.detail > 1) event.preventDefault();
                }}
              >
                {isBusy ? busyWord : isLast ? t.deploy : t.next}
              </Button>
            </div>
            <span role="status" className="visually-hidden">
              {isBusy ? busyWord : ''}
            </span>
            <p className={wizard['keeping']}>{isEdit ? t.notAtWork : t.setUpNote}</p>
          </form>
          {current && (
            <AnswersPanel
              title={t.soFar}
              none={t.none}
              answers={pages.flatMap((page) => answersOf(form, page, words))}
            />
          )}
        </div>
      )}
    </>
  );

  function reasonOff(): string | null {
    if (!isLast) return null;
    if (data.allowed.deploy === false) return t.mayNotDeploy({ vendor: about.vendorName });
    const isAtWork = isEdit && !data.hasUndeployedChanges && !form.isDirty && data.waiting === null;
    return isAtWork ? t.nothingToDeploy : null;
  }
}

function hasBeside({ placed }: Shown): boolean {
  return Object.keys(placed.beside).length > 0;
}

function refusalThatWaits(data: InstanceFormResponse, pages: readonly FormPage[], isAdmin: boolean): Shown | null {
  const problem = data.waiting?.state === 'waiting_for_person' ? data.waiting.problem : null;
  if (!problem) return null;
  const settables = pages.flatMap((page) => settablesOf(data.form, page, isAdmin));
  const connectionKeys = data.form.connections.map(({ key }) => key);
  return { problem, placed: placeProblem(problem, settables, connectionKeys) };
}
