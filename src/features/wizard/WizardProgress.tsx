import { Link } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { focusPage } from '#src/lib/focus-page.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { OperationSteps } from './OperationSteps.tsx';
import { isOver } from './wizard-flow.ts';
import type { WizardFlow, WizardPhase } from './wizard-flow.ts';
import { wizards } from './wizards.ts';
import styles from './WizardProgress.module.css';

type Names = { vendor: string };

const messages = i18n('wizardProgress', {
  label: params<{ name: string }>('Set-up of {name}'),
  creating: params<Names>('Creating it at {vendor}…'),
  opening: params<Names>('Opening the wizard of {vendor}…'),
  blocked: 'Your browser blocked the wizard’s window.',
  openWizard: 'Open the wizard',
  openHere: 'Open it here',
  waitingFrame: 'Finish the steps in the wizard. This page notices when you are done.',
  waiting: 'Finish the steps in the wizard’s window. This page notices when you are done.',
  waitingClosed:
    'The wizard’s window seems to be closed. If it is still open elsewhere, finish there; this page notices.',
  toWindow: 'Go to the window',
  checking: params<Names>('{vendor} is asked whether everything is there.'),
  working: 'You can close this tab; it goes on here.',
  noWizard: 'Everything it needs was chosen, so no wizard is needed. You can close this tab; it goes on here.',
  doneActivate: 'Enabled. It works from now on.',
  doneConfigure: 'Your changes are in force.',
  unchanged: 'Nothing was changed.',
  unfinished: 'The set-up is unfinished. Nothing is lost; continue whenever you like.',
  failed: 'It did not work.',
  validating: 'Your company checks what you entered…',
  unchecked: 'What you entered could not be checked just now. Press Next in the wizard to try again.',
  wizardSaid: params<{ quote: string }>('The wizard said: “{quote}”'),
  continue: 'Continue',
  tryAgain: 'Try again',
  dismiss: 'Dismiss',
});

const lamps: Record<WizardPhase, LampKind> = {
  creating: 'working',
  opening: 'working',
  blocked: 'attention',
  waiting: 'attention',
  checking: 'working',
  done: 'on',
  unchanged: 'off',
  unfinished: 'unfinished',
  failed: 'failed',
};

/** How one opening of a wizard stands: its steps, what the person may do now, and in the end what came of it. */
export function WizardProgress({ flow }: { flow: WizardFlow }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const vendor = vendorNames[flow.vendor];
  const problem = flow.problem && wordsOfProblem(problems, flow.problem, flow.name);
  const { instanceId } = flow;
  const target = instanceId === null ? null : { instanceId, name: flow.name, vendor: flow.vendor };
  const showsSteps = flow.kind === 'activate' && flow.phase !== 'unchanged';

  return (
    <section className={styles['progress']} aria-label={t.label({ name: flow.name })}>
      <div className={styles['head']}>
        <Lamp kind={lamps[flow.phase]} />
        <strong dir="auto" title={flow.name}>
          {instanceId === null ? flow.name : <Link to={paths.instance.to(instanceId)}>{flow.name}</Link>}
        </strong>
        {(isOver(flow) || flow.phase === 'blocked') && (
          <Button variant="plain" size="small" icon="close" iconOnly onClick={dismiss}>
            {t.dismiss}
          </Button>
        )}
      </div>
      {showsSteps && <OperationSteps operation={flow.operation} startedAt={flow.startedAt} />}
      <div aria-live="polite" className={styles['text']}>
        <p>{sentence()}</p>
        {flow.validation && <p>{flow.validation === 'checking' ? t.validating : t.unchecked}</p>}
        {flow.wizardError && <p>{t.wizardSaid({ quote: flow.wizardError })}</p>}
        {problem && flow.phase !== 'done' && (
          <p>
            {problem.what} {problem.next} {problem.quote && <q>{problem.quote}</q>}{' '}
            {problem.requestId && <RequestId id={problem.requestId} />}
          </p>
        )}
      </div>
      {actions()}
    </section>
  );

  function dismiss() {
    wizards.dismiss(flow.id);
    // The button goes with it.
    focusPage();
  }

  function sentence(): string {
    switch (flow.phase) {
      case 'creating':
        return t.creating({ vendor });
      case 'opening':
        return t.opening({ vendor });
      case 'waiting':
        if (flow.place === 'frame') return t.waitingFrame;
        return flow.isClosed ? t.waitingClosed : t.waiting;
      case 'checking':
        if (flow.session === null) return t.noWizard;
        return flow.session.state === 'configured' ? t.working : t.checking({ vendor });
      case 'done':
        return flow.kind === 'activate' ? t.doneActivate : t.doneConfigure;
      default:
        return t[flow.phase];
    }
  }

  function actions() {
    if (!target) return null;
    if (flow.phase === 'blocked') {
      return (
        <div className={styles['actions']}>
          <Button size="small" variant="filled" onClick={() => wizards.open(target, 'window')}>
            {t.openWizard}
          </Button>
          <Button size="small" onClick={() => wizards.open(target, 'frame')}>
            {t.openHere}
          </Button>
        </div>
      );
    }
    const label = wordOfReopening();
    return (
      label && (
        <Button size="small" onClick={() => wizards.open(target)}>
          {label}
        </Button>
      )
    );
  }

  function wordOfReopening(): string | null {
    if (flow.phase === 'waiting') return flow.isClosed ? t.continue : t.toWindow;
    if (flow.phase === 'unfinished') return t.continue;
    if (flow.phase !== 'failed') return null;
    // A code that was used or too old: the next opening gets a new one.
    return flow.kind === 'activate' && flow.wizardError === null ? t.continue : t.tryAgain;
  }
}
