import { useStore } from '@nanostores/react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { type ConnectorForm, instanceDetailsSchema } from '#contract/connectors.ts';
import type { ConnectorDraft, DraftStep } from '#contract/endpoints/connectors.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { TakenFromCopy } from '#src/features/instances/TakenFromCopy.tsx';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { registerWork } from '#src/lib/open-work.ts';
import { paths } from '#src/lib/paths.ts';
import { useUnsavedChanges } from '#src/lib/unsaved-changes.ts';
import { useFirstError } from '#src/lib/use-first-error.ts';
import { useStepFocus } from '#src/lib/use-step-focus.ts';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { StepRail } from '#src/ui/StepRail.tsx';
import styles from '#src/ui/Wizard.module.css';
import { notesOfDraft } from '../copied-draft.ts';
import { AddProblem } from './AddProblem.tsx';
import { AnswersPanel } from './AnswersPanel.tsx';
import { connectorDraftQuery } from './draft-query.ts';
import { KeepingNote } from './KeepingNote.tsx';
import { placeProblems } from './place-problems.ts';
import { StepContent } from './StepContent.tsx';
import { StepHead } from './StepHead.tsx';
import { stepWords } from './step-words.ts';
import { useAdding } from './use-adding.ts';
import { useDraftKeeper } from './use-draft-keeper.ts';
import { useWizardForm } from './use-wizard-form.ts';
import { detailsOfStep, methodOf, reachableStep, stepsOf } from './wizard-steps.ts';

const messages = i18n('addInstanceWizard', {
  title: params<{ connector: string }>('Add an instance of {connector}'),
  next: 'Next',
  back: 'Back',
  cancel: 'Cancel',
  add: 'Add instance',
  adding: 'Checking and adding…',
  leaving: 'Leading you to the other system…',
});

/** Makes an instance of a connector, page by page. */
export function AddInstanceWizard({ draft, offer }: { draft: ConnectorDraft; offer: ConnectorForm }) {
  const t = useMessages(messages);
  const words = useMessages(stepWords);
  const queries = useQueryClient();
  const form = useWizardForm(draft, offer);
  const keeper = useDraftKeeper(draft, form.content);
  const keeping = useStore(keeper.keeping);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isMethodMissing, setIsMethodMissing] = useState(false);
  const method = methodOf(offer, form.methodId);
  const steps = stepsOf(offer, form.methodId);
  const { shown, go } = useStep(draft.id, steps, (step) => isDone(step, form));
  const { form: element, focusFirstError } = useFirstError();
  useStepFocus(element, shown);
  const { isAdding, isLeaving, add } = useAdding({
    draft,
    keeper,
    onOver: form.forgetSecrets,
    onProblem: refused,
  });
  const isBusy = isAdding || isLeaving;
  const copied = notesOfDraft(draft.id);
  useUnsavedChanges(Object.keys(form.secrets).length > 0);
  // A session that ends in the middle of it leaves everything in its place.
  useEffect(() => registerWork(() => true), []);
  const isOver = keeping.state === 'failed' && keeping.problem.code === 'too_late';
  useEffect(() => {
    // Another tab has finished the draft: the page shows what was made of it.
    if (isOver) void queries.refetchQueries({ queryKey: connectorDraftQuery(draft.id).queryKey });
  }, [isOver, queries, draft.id]);

  const at = steps.indexOf(shown);
  const following = steps[at + 1];
  const former = steps[at - 1];

  function refused(why: ClientProblem) {
    setProblem(why);
    const first = why.fields ? placeProblems(form, why.fields, steps, () => setIsMethodMissing(true)) : null;
    if (first === null) return;
    if (first === shown) focusFirstError();
    else go(first);
  }

  /** Whether the page may be left forwards; else the first field that is wrong has the focus. */
  async function check(): Promise<boolean> {
    const details = [...detailsOfStep[shown]];
    let isRight = details.length === 0 || (await form.details.trigger(details));
    if (shown === 'method') {
      isRight = method !== null;
      setIsMethodMissing(!isRight);
    }
    if (shown === 'credentials') isRight = await form.credentials.trigger();
    if (!isRight) focusFirstError();
    return isRight;
  }

  async function advance() {
    if (isBusy || !(await check())) return;
    setProblem(null);
    if (following === undefined) {
      await add(form.content.details.name.trim(), form.secrets);
      return;
    }
    void keeper.flush();
    go(following);
  }

  const title = t.title({ connector: offer.connector.name });
  const doing = isLeaving ? t.leaving : t.adding;
  const primary = following === undefined ? t.add : t.next;
  return (
    <>
      <PageHeader title={<bdi>{title}</bdi>} documentTitle={`${words[shown]} · ${title}`} />
      <div className={styles['wizard']}>
        <StepRail
          label={words.steps}
          steps={steps.map((step, index) => ({
            key: step,
            label: words[step],
            to: paths.addInstance.to(draft.id, step),
            isOpen: index < at,
          }))}
          shown={shown}
        />
        <form
          ref={element}
          noValidate
          className={styles['step']}
          onSubmit={(event) => {
            event.preventDefault();
            void advance();
          }}
        >
          <StepHead steps={steps} shown={shown} connectorName={offer.connector.name} method={method} />
          {problem && (
            <div className={styles['problem']}>
              <AddProblem problem={problem} name={form.content.details.name.trim()} />
            </div>
          )}
          {copied && (
            <div className={styles['problem']}>
              <TakenFromCopy notes={copied} />
            </div>
          )}
          <fieldset disabled={isBusy} className={styles['fields']}>
            <StepContent
              step={shown}
              offer={offer}
              form={form}
              isMethodMissing={isMethodMissing}
              onMethod={(id) => {
                setIsMethodMissing(false);
                form.chooseMethod(id);
              }}
            />
          </fieldset>
          <div className={styles['actions']}>
            <div className={styles['back']}>
              {former === undefined ? (
                <ButtonLink to={paths.connectors.to()}>{t.cancel}</ButtonLink>
              ) : (
                <Button
                  disabledReason={isBusy ? doing : null}
                  onClick={() => {
                    void keeper.flush();
                    go(former);
                  }}
                >
                  {t.back}
                </Button>
              )}
            </div>
            <Button
              type="submit"
              variant="filled"
              disabledReason={isBusy ? doing : null}
              // The second press of a double click would be one on the page that follows.
              onClick={(event) => {
                if (event.detail > 1) event.preventDefault();
              }}
            >
              {isBusy ? doing : primary}
            </Button>
          </div>
          <span role="status" className="visually-hidden">
            {isBusy ? doing : ''}
          </span>
          <KeepingNote keeping={keeping} onAgain={() => void keeper.flush()} />
        </form>
        <AnswersPanel form={offer} details={form.content.details} methodId={form.methodId} />
      </div>
    </>
  );
}

/** The page on show, which stands in the address so that the browser's own back and a reload keep to it. */
function useStep(draftId: string, steps: readonly DraftStep[], isStepDone: (step: DraftStep) => boolean) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const wanted = search.get('step');
  const shown = reachableStep(steps, wanted, isStepDone);
  useEffect(() => {
    if (wanted !== shown) void navigate(paths.addInstance.to(draftId, shown), { replace: true });
  }, [wanted, shown, navigate, draftId]);
  return { shown, go: (step: DraftStep) => void navigate(paths.addInstance.to(draftId, step)) };
}

function isDone(step: DraftStep, { content }: { content: { details: unknown; methodId: string | null } }): boolean {
  if (step === 'method') return content.methodId !== null;
  const parsed = instanceDetailsSchema.safeParse(content.details);
  if (parsed.success) return true;
  return parsed.error.issues.every(({ path }) => detailsOfStep[step].every((key) => key !== path[0]));
}
