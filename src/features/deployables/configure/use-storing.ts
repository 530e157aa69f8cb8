import { useRef, useState } from 'react';
import { type InstanceFormResponse, postDeployment, putInstanceValues } from '#contract/endpoints/deployables.ts';
import type { FormPage } from '#contract/instance-form.ts';
import type { Operation } from '#contract/operations.ts';
import { send } from '#src/api/http.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { acrossSignIn } from '#src/features/session/interruption.ts';
import { noteStored } from '../deployable-queries.ts';
import type { ConfigureForm } from './use-configure-form.ts';
import type { WizardAbout } from '../wizard-about.ts';

/** Stores what was typed, and puts what is stored to work. However often it is pressed, one request is under way. */
export function useStoring({
  about,
  data,
  pages,
  form,
  onProblem,
}: {
  about: WizardAbout;
  data: InstanceFormResponse;
  pages: readonly FormPage[];
  form: ConfigureForm;
  onProblem: (problem: ClientProblem) => void;
}) {
  const [isBusy, setIsBusy] = useState(false);
  const isUnderWay = useRef(false);
  const params = { id: about.instanceId };

  async function once<Result>(act: () => Promise<Result>, otherwise: Result): Promise<Result> {
    if (isUnderWay.current) return otherwise;
    isUnderWay.current = true;
    setIsBusy(true);
    try {
      return await act();
    } catch (error) {
      onProblem(problemOf(error));
      return otherwise;
    } finally {
      isUnderWay.current = false;
      setIsBusy(false);
    }
  }

  /** Stores what these pages hold. True: it is stored, or there was nothing to store. */
  async function store(some: readonly FormPage[], isComplete: boolean): Promise<boolean> {
    const given = form.given(some);
    if (given.length === 0 && !isComplete) {
      form.forget(some);
      return true;
    }
    return once(async () => {
      const body = { values: given, others: 'keep' as const, isComplete };
      const stored = await acrossSignIn(() => send(putInstanceValues, { params, body }));
      noteStored(about.instanceId, { ...stored, hasUndeployedChanges: data.hasUndeployedChanges || given.length > 0 });
      form.forget(some);
      return true;
    }, false);
  }

  /** Null: it could not be begun. */
  async function deploy(): Promise<Operation | null> {
    return once(async () => {
      const { operation } = await acrossSignIn(() => send(postDeployment, { params }));
      refresh('operation');
      return operation;
    }, null);
  }

  async function restore(): Promise<ClientProblem | null> {
    try {
      const body = { values: [], others: 'reset' as const, isComplete: false };
      const stored = await acrossSignIn(() => send(putInstanceValues, { params, body }));
      noteStored(about.instanceId, { ...stored, hasUndeployedChanges: true });
      form.forget(pages);
      return null;
    } catch (error) {
      return problemOf(error);
    }
  }

  return { isBusy, store, deploy, restore };
}
