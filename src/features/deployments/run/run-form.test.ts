import { expect, test } from 'vitest';
import { emptyRunForm, fieldNamed, namedRunOf, problemsOfRun, wantedRunOf } from './run-form.ts';

const good = { ...emptyRunForm, inputFolder: ' maya/claims/in ' };

test('what is left empty is left to the vendor', () => {
  expect(wantedRunOf(good)).toEqual({
    inputFolder: 'maya/claims/in',
    outputFolder: null,
    runId: null,
    clearsOutputFolder: null,
    addsRunIdToFolder: null,
    notifiedEmails: [],
    moreSettings: null,
  });
  expect(namedRunOf({ ...good, name: ' Claims ' })).toMatchObject({ name: 'Claims', version: null, owner: null });
});

test('what is said is sent', () => {
  const form = {
    ...good,
    clearsOutputFolder: 'yes' as const,
    addsRunIdToFolder: 'no' as const,
    notifiedEmails: 'a@b.example, c@d.example;e@f.example',
  };
  expect(wantedRunOf(form)).toMatchObject({
    clearsOutputFolder: true,
    addsRunIdToFolder: false,
    notifiedEmails: ['a@b.example', 'c@d.example', 'e@f.example'],
  });
});

test.each([
  [{}, {}],
  [{ inputFolder: '' }, { inputFolder: 'required' }],
  [{ inputFolder: 'maya/../priya/in' }, { inputFolder: 'malformed' }],
  [{ runId: 'x'.repeat(51) }, { runId: 'too_long' }],
  [{ runId: 'x'.repeat(50) }, {}],
  [{ runId: 'a b' }, { runId: 'malformed' }],
  [{ notifiedEmails: 'nobody' }, { notifiedEmails: 'malformed' }],
  [{ moreSettings: '[]' }, { moreSettings: 'malformed' }],
  [{ moreSettings: '{"tags":["a"]}' }, {}],
  [{ inputFolder: 'maya/claims2/in' }, { inputFolder: 'outside' }],
  [{ outputFolder: 'priya/claims/out' }, { outputFolder: 'outside' }],
])('%o is told as %o', (change, problems) => {
  expect(problemsOfRun({ ...good, ...change }, 'by id', ['maya/claims'])).toEqual(problems);
});

test('by name the name is needed, and without bounds any folder may be', () => {
  expect(problemsOfRun(good, 'by name', [])).toEqual({ name: 'required' });
  expect(problemsOfRun({ ...good, inputFolder: 'priya/x/in', name: 'Claims' }, 'by name', [])).toEqual({});
});

test('the server’s names of fields lead to those of the form', () => {
  expect(fieldNamed('notifiedEmails.0')).toBe('notifiedEmails');
  expect(fieldNamed('key')).toBeNull();
  expect(fieldNamed('constructor')).toBeNull();
});
