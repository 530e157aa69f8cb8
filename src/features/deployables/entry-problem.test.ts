import { expect, test } from 'vitest';
import { formField } from '#src/testing/deployable-fixtures.ts';
import { checkField } from './entry-problem.ts';
import { textOfMarkup } from './configure/markup-text.ts';
import { placeProblem } from './configure/place-refusals.ts';
import { fieldId } from './form-entries.ts';

const codeOf = (
  change: Parameters<typeof formField>[0],
  text: string,
  schedule: { kind: string; timeZone: string | null } | null = null,
) => checkField(formField(change), { text, schedule })?.code ?? null;

test.each([
  [{}, 'x', null],
  [{}, '  ', 'required'],
  [{ kind: 'number' as const }, '12.5', null],
  [{ kind: 'number' as const }, 'twelve', 'not_number'],
  [{ kind: 'yes-no' as const }, 'maybe', 'not_yes_or_no'],
  [{ kind: 'date' as const }, '2026-02-31', 'not_date'],
  [{ kind: 'date' as const }, '2026-02-28T10:00:00Z', null],
  [{ kind: 'moment' as const }, 'soon', 'not_moment'],
  [{ kind: 'code' as const, language: 'json' as const }, '{"a":', 'not_json'],
  [{ kind: 'code' as const, language: 'xml' as const }, '<a>', null],
  [{ shape: 'list' as const }, '["a",""]', 'row'],
  [{ shape: 'list' as const }, '', 'required'],
  [{ shape: 'list' as const }, 'no list', 'not_json'],
  [{ shape: 'list' as const, kind: 'number' as const }, '[1,"2"]', null],
  [{ shape: 'pairs' as const }, '[{"key":"","value":"v"}]', 'pair_without_name'],
])('%j with %s: %s', (change, text, code) => {
  expect(codeOf(change, text)).toBe(code);
});

test('a schedule is five parts in a known zone, or never', () => {
  const kind = { kind: 'schedule' as const };
  expect(codeOf(kind, '0 6 * * 1', { kind: 'WEEK', timeZone: 'Europe/Oslo' })).toBeNull();
  expect(codeOf(kind, '0 6 * *', { kind: 'CUSTOM', timeZone: null })).toBe('not_schedule');
  expect(codeOf(kind, '0 6 * * 1', { kind: 'WEEK', timeZone: 'Middle earth' })).toBe('not_zone');
  expect(codeOf(kind, '', { kind: 'NONE', timeZone: null })).toBeNull();
  expect(codeOf(kind, '', null)).toBe('required');
});

test('markup says its words and does nothing', () => {
  expect(textOfMarkup('<h1>Hi</h1><img src=x onerror=alert(1)>a &lt;b&gt; &#8364;<style>p{}</style>')).toBe(
    'Hi\na <b> €',
  );
});

test('a refusal stands at the value it quotes; a connection’s without an input at its head; the rest on top', () => {
  const field = formField();
  const settable = { id: fieldId(field.key), key: field.key, kind: 'field' as const, field };
  const refusals = [
    { about: 'values' as const, messages: ['“Warehouse” is closed'] },
    { about: 'whole' as const, messages: ['The connection "SFTP" is not active.', 'No.'] },
    { about: 'name' as const, messages: ['"Warehouse" is taken'] },
  ];
  const { beside, onTop } = placeProblem({ refusals }, [settable], ['SFTP']);
  expect(Object.keys(beside)).toEqual([fieldId('Warehouse'), fieldId('SFTP')]);
  expect(onTop).toEqual(['No.', '"Warehouse" is taken']);
});
