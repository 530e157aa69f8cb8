import * as z from 'zod/mini';
import { liesUnder } from '#contract/folder-paths.ts';
import { postRun, postRunByName } from '#contract/endpoints/deployments.ts';
import type { WantedRunInput } from '#contract/endpoints/deployments.ts';

/** Yes, no, or whatever the vendor does when it is not told. */
export type ThreeWay = 'default' | 'yes' | 'no';

/** A run as it is typed. Empty means: left to the vendor. */
export interface RunForm {
  inputFolder: string;
  outputFolder: string;
  runId: string;
  clearsOutputFolder: ThreeWay;
  addsRunIdToFolder: ThreeWay;
  /** With commas between them. */
  notifiedEmails: string;
  /** Administrators only: a JSON object. */
  moreSettings: string;
  name: string;
  version: string;
  owner: string;
}

export type RunField = keyof RunForm;

/** Which solution is run: the one whose page it is, or whichever has the name. */
export type RunWay = 'by id' | 'by name';

export const emptyRunForm: RunForm = {
  inputFolder: '',
  outputFolder: '',
  runId: '',
  clearsOutputFolder: 'default',
  addsRunIdToFolder: 'default',
  notifiedEmails: '',
  moreSettings: '',
  name: '',
  version: '',
  owner: '',
};

const runFields: readonly RunField[] = [
  'inputFolder',
  'outputFolder',
  'runId',
  'clearsOutputFolder',
  'addsRunIdToFolder',
  'notifiedEmails',
  'moreSettings',
  'name',
  'version',
  'owner',
];

/** What is wrong with a field: a code of the contract, or that its folder is none of the account's. */
export type RunProblems = Partial<Record<RunField, string>>;

/** What the vendor is to be told. */
export function wantedRunOf(form: RunForm): WantedRunInput {
  return {
    inputFolder: form.inputFolder.trim(),
    outputFolder: textOrNull(form.outputFolder),
    runId: textOrNull(form.runId),
    clearsOutputFolder: flagOf(form.clearsOutputFolder),
    addsRunIdToFolder: flagOf(form.addsRunIdToFolder),
    notifiedEmails: form.notifiedEmails
      .split(/[\s,;]+/)
      .map((email) => email.trim())
      .filter(Boolean),
    moreSettings: textOrNull(form.moreSettings),
  };
}

/** The same with the name of the solution. Empty version: the one deployed last; empty owner: everybody's. */
export function namedRunOf(form: RunForm) {
  return {
    ...wantedRunOf(form),
    name: form.name.trim(),
    version: textOrNull(form.version),
    owner: textOrNull(form.owner),
  };
}

/** What is wrong with a run, by field, before it is sent; nothing when it can be. `prefixes`: none are no bounds. */
export function problemsOfRun(form: RunForm, way: RunWay, prefixes: readonly string[]): RunProblems {
  const key = '00000000-0000-4000-8000-000000000000';
  const parsed =
    way === 'by id'
      ? check(postRun.request, { ...wantedRunOf(form), key })
      : check(postRunByName.request, { ...namedRunOf(form), key });
  const problems: RunProblems = {};
  for (const { path, message } of parsed) {
    const field = fieldNamed(String(path[0] ?? ''));
    if (field && problems[field] === undefined) problems[field] = message;
  }
  if (prefixes.length === 0) return problems;
  for (const field of ['inputFolder', 'outputFolder'] as const) {
    const folder = form[field].trim();
    if (folder !== '' && problems[field] === undefined && !liesUnder(folder, prefixes)) problems[field] = 'outside';
  }
  return problems;
}

/** A field of the form by the name that the server gives it; null for one that stands nowhere. */
export function fieldNamed(name: string): RunField | null {
  return runFields.find((field) => field === name.split('.')[0]) ?? null;
}

function check(schema: z.ZodMiniType | null, value: unknown): readonly { path: PropertyKey[]; message: string }[] {
  if (!schema) return [];
  const result = z.safeParse(schema, value);
  return result.success ? [] : result.error.issues;
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function flagOf(value: ThreeWay): boolean | null {
  return value === 'default' ? null : value === 'yes';
}
