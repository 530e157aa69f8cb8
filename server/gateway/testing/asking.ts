import { askGraph, outcomeOf } from './answers.ts';
import type { Case, Subject } from './authorisation-case.ts';

export const open = { nobody: 'ok', maya: 'ok', jonas: 'ok', tomas: 'ok', priya: 'ok' };
export const rows = { nobody: 'signed_out', maya: 'ok', jonas: 'ok', tomas: 'ok', priya: 'ok' };
export const looking = { nobody: 'signed_out', maya: 'ok', jonas: 'ok', tomas: 'null', priya: 'ok' };
export const changing = { nobody: 'signed_out', maya: 'ok', jonas: 'view_only', tomas: 'not_found', priya: 'ok' };

/** What is the account's own people's to do, about something that others do not have. */
export const ownPeople = { ...changing, priya: 'owner_only' };
/** A draft is one person's alone. */
export const mayaAlone = {
  nobody: 'signed_out',
  maya: 'ok',
  jonas: 'not_found',
  tomas: 'not_found',
  priya: 'not_found',
};

export function rest(
  method: string,
  path: (subject: Subject) => string,
  body?: (subject: Subject) => unknown,
): Case['ask'] {
  return async (caller, subject) => outcomeOf(await caller.request(method, path(subject), body?.(subject)));
}

export function graph(
  query: string,
  variables: (subject: Subject) => Record<string, unknown> = () => ({}),
): Case['ask'] {
  return (caller, subject) => askGraph(caller, query, variables(subject));
}
