import { useState } from 'react';
import type { GivenValue } from '#contract/deployables.ts';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { FormPage } from '#contract/instance-form.ts';
import { checkEntry, type EntryProblem } from '../entry-problem.ts';
import {
  beginningOf,
  differs,
  type Entry,
  fieldId,
  givenOf,
  maySet,
  type Settable,
  settablesOf,
  storedOf,
} from '../form-entries.ts';

/**
 * What is typed on all pages, over what is stored. Going from page to page loses nothing; secrets are in this memory and
 * nowhere else, until they are stored.
 */
export function useConfigureForm(
  data: InstanceFormResponse,
  pages: readonly FormPage[],
  isAdmin: boolean,
  /** What is known to be wrong from the beginning. */
  knownProblems: Readonly<Record<string, EntryProblem>> = {},
) {
  const [typed, setTyped] = useState<Readonly<Record<string, Entry>>>({});
  const [problems, setProblems] = useState<Readonly<Record<string, EntryProblem>>>(knownProblems);

  const settables = (some: readonly FormPage[]) => some.flatMap((page) => settablesOf(data.form, page, isAdmin));
  const entryOf = (settable: Settable): Entry => typed[settable.id] ?? beginningOf(data, settable);
  const isChanged = (settable: Settable) => differs(data, settable, entryOf(settable));
  const problemOf = (settable: Settable) => checkEntry(settable, entryOf(settable), storedOf(data, settable).isStored);

  function change(settable: Settable, entry: Entry): void {
    setTyped((before) => ({ ...before, [settable.id]: entry }));
    // What was found wrong is looked at again while it is being corrected.
    if (problems[settable.id]) {
      const problem = checkEntry(settable, entry, storedOf(data, settable).isStored);
      setProblems((before) => withProblem(before, settable.id, problem));
    }
  }

  /** Looks at pages before they are left; answers the first that has something wrong, null when none has. */
  function check(some: readonly FormPage[]): FormPage | null {
    const found: Record<string, EntryProblem> = {};
    const wrong = some.filter((page) => {
      const before = Object.keys(found).length;
      for (const settable of settables([page])) {
        const problem = problemOf(settable);
        if (problem) found[settable.id] = problem;
      }
      for (const key of unconnected(page)) found[fieldId(key)] = { code: 'not_connected' };
      return Object.keys(found).length > before;
    });
    setProblems(found);
    return wrong[0] ?? null;
  }

  /** Connections of a page to which this person has to agree and has not yet. */
  function unconnected(page: FormPage): string[] {
    return data.form.connections
      .filter((one) => one.needsConsent && maySet(one, 'connection', isAdmin) && shows(page, one.key))
      .filter(({ key }) => data.connections.find((stored) => stored.key === key)?.status !== 'active')
      .map(({ key }) => key);
  }

  function given(some: readonly FormPage[]): GivenValue[] {
    return givenOf(
      settables(some)
        .filter(isChanged)
        .map((settable) => ({ settable, entry: entryOf(settable) })),
    );
  }

  /** Lets go of what was typed on these pages: it is stored now. */
  function forget(some: readonly FormPage[]): void {
    const ids = new Set(settables(some).map(({ id }) => id));
    setTyped((before) => Object.fromEntries(Object.entries(before).filter(([id]) => !ids.has(id))));
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([id]) => !ids.has(id))));
  }

  return {
    entryOf,
    change,
    check,
    given,
    forget,
    problems,
    setProblems,
    settables,
    clearProblem: (id: string) => setProblems((before) => withProblem(before, id, null)),
    /** Something typed is not stored. */
    isDirty: settables(pages).some((settable) => settable.id in typed && isChanged(settable)),
  };
}

export type ConfigureForm = ReturnType<typeof useConfigureForm>;

function shows(page: FormPage, key: string): boolean {
  return page.items.some((item) => item.kind === 'connection' && item.key === key);
}

function withProblem(
  problems: Readonly<Record<string, EntryProblem>>,
  id: string,
  problem: EntryProblem | null,
): Record<string, EntryProblem> {
  const { [id]: _gone, ...rest } = problems;
  return problem ? { ...rest, [id]: problem } : rest;
}
