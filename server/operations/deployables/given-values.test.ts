import { describe, expect, test } from 'vitest';
import type { FormConnection, FormField, InstanceForm } from '#contract/instance-form.ts';
import type { DeployableDetail, StoredConnection } from '../../vendors/deployables.ts';
import { headingsOf, mayReset, refuseGiven } from './check-given.ts';
import { formFor, missingKeys, shownConnections, shownValues } from './shown-form.ts';

const owner = { role: 'user' } as const;
const operator = { role: 'admin' } as const;

const field = (key: string, more: Partial<FormField> = {}): FormField => ({
  key,
  kind: 'text',
  kindName: 'STRING',
  shape: 'one',
  heading: null,
  description: null,
  choices: [],
  language: null,
  defaultValue: null,
  isForOperator: false,
  isPerUser: false,
  ...more,
});

const connection = (key: string, more: Partial<FormConnection> = {}): FormConnection => ({
  key,
  heading: null,
  description: null,
  methodName: 'Basic',
  serviceName: 'SFTP',
  help: null,
  needsConsent: false,
  isForOperator: false,
  isPerUser: false,
  inputs: (['text', 'secret', 'unknown'] as const).map((kind) => ({
    name: kind,
    label: kind,
    kind,
    kindName: kind,
    isRequired: true,
    placeholder: null,
    example: null,
    help: null,
    defaultValue: null,
  })),
  ...more,
});

const formOf = (
  fields: FormField[],
  connections: FormConnection[] = [],
  unplacedKeys: string[] = [],
): InstanceForm => ({
  templateId: 'template',
  title: 'Stock',
  versionId: 'v1',
  versionNumber: 1,
  pages: [
    {
      name: 'One',
      tagline: null,
      isPerUser: false,
      items: [
        ...fields.map(({ key }) => ({ kind: 'field' as const, key })),
        ...connections.map(({ key }) => ({ kind: 'connection' as const, key })),
        { kind: 'markup', html: '<p>' },
      ],
    },
  ],
  fields,
  connections,
  unplacedKeys,
});

const stored = (key: string, more: Partial<StoredConnection> = {}): StoredConnection => ({
  key,
  connectionId: 'id',
  status: 'active',
  lastRefreshedAt: new Date('2026-01-31T00:00:00Z'),
  inputs: [
    { name: 'text', value: 'host', isStored: true },
    { name: 'secret', value: 'leaked', isStored: false },
    { name: 'unknown', value: 'leaked', isStored: true },
    { name: 'undocumented', value: 'leaked', isStored: true },
  ],
  ...more,
});

const hidden = formOf(
  [field('Own'), field('Route', { isForOperator: true })],
  [connection('Mine'), connection('Ours', { isForOperator: true })],
  ['Route', 'Own'],
);

describe('what a person sees of a form', () => {
  test('is all of it for the operator, and nothing of the operator’s for owners', () => {
    expect(formFor(hidden, operator)).toEqual(hidden);
    const shown = formFor(hidden, owner);
    expect(JSON.stringify(shown)).not.toMatch(/Route|Ours/);
    expect(shown.pages[0]?.items).toEqual([
      { kind: 'field', key: 'Own' },
      { kind: 'connection', key: 'Mine' },
      { kind: 'markup', html: '<p>' },
    ]);
    expect(shown.unplacedKeys).toEqual(['Own']);
    const values = ['Own', 'Route', 'Gone'].map((key) => ({ key, value: key, schedule: null }));
    expect(shownValues({ values }, shown).map(({ key }) => key)).toEqual(['Own']);
  });

  test('of a connection is what is surely no secret, and only to those whose it is', () => {
    const inputsFor = (person: typeof owner | typeof operator) =>
      shownConnections([stored('Mine'), stored('Ours'), stored('Gone')], formFor(hidden, person), person);
    expect(inputsFor(owner)).toEqual([
      {
        key: 'Mine',
        status: 'active',
        lastRefreshedAt: '2026-01-31T00:00:00.000Z',
        inputs: [
          { name: 'text', value: 'host', isStored: true },
          { name: 'secret', value: null, isStored: true },
          { name: 'unknown', value: null, isStored: true },
          { name: 'undocumented', value: null, isStored: true },
        ],
      },
    ]);
    const [mine, ours, ...others] = inputsFor(operator);
    expect(mine?.inputs.map(({ value }) => value)).toEqual([null, null, null, null]);
    expect(ours?.inputs.map(({ value }) => value)).toEqual(['host', null, null, null]);
    expect(others).toEqual([]);
  });
});

describe('values that somebody gives', () => {
  test.each([
    ['what is per user', owner, [{ key: 'Each', value: '1' }], { Each: 'unknown_value' }],
    ['the operator’s connection from an owner', owner, [{ key: 'Ours', inputs: [] }], { Ours: 'unknown_value' }],
    [
      'one input twice',
      owner,
      [
        {
          key: 'Mine',
          inputs: [
            { name: 'text', value: '1' },
            { name: 'text', value: '2' },
          ],
        },
      ],
      { 'Mine.text': 'malformed' },
    ],
  ])('%s is refused beside it', (_what, person, given, fields) => {
    const form = formOf([...hidden.fields, field('Each', { isPerUser: true })], hidden.connections);
    expect(refuseGiven(given, form, person)).toEqual({ code: 'bad_input', fields });
  });

  test('go through where they fit; the owner’s connection is the owner’s alone', () => {
    expect(
      refuseGiven(
        [
          { key: 'Own', value: null },
          { key: 'Mine', inputs: [] },
        ],
        hidden,
        owner,
      ),
    ).toBeNull();
    expect(
      refuseGiven(
        [
          { key: 'Route', value: '1' },
          { key: 'Ours', inputs: [] },
        ],
        hidden,
        operator,
      ),
    ).toBeNull();
    expect(refuseGiven([{ key: 'Mine', inputs: [] }], hidden, operator)).toEqual({ code: 'owner_only', fields: {} });
  });

  test('are named by their headings, cut to a line', () => {
    const form = formOf([field('one', { heading: 'First' }), field('two')]);
    expect(
      headingsOf(
        [
          { key: 'one', value: '1' },
          { key: 'two', value: '2' },
        ],
        form,
      ),
    ).toBe('First, two');
    expect(headingsOf([{ key: 'x'.repeat(400), value: '1' }], form)).toHaveLength(300);
  });
});

describe('putting all others back to their defaults', () => {
  test.each([
    ['plain values', formOf([field('a')]), owner, true],
    ['a connection', formOf([field('a')], [connection('b')]), owner, false],
    ['a value that no page shows', formOf([field('a')], [], ['a']), owner, false],
    ['what cannot be drawn', formOf([field('a', { kind: 'described' })]), owner, false],
    ['what has no word of ours', formOf([field('a', { kind: 'unknown' })]), owner, false],
    ['what single users set', formOf([field('a', { isPerUser: true })]), owner, false],
    ['the operator’s, for an owner', formOf([field('a', { isForOperator: true })]), owner, false],
    ['the operator’s, for the operator', formOf([field('a', { isForOperator: true })]), operator, true],
  ])('with %s', (_what, form, person, expected) => {
    expect(mayReset(form, person)).toBe(expected);
  });
});

describe('what is missing', () => {
  const detail = (required: 'missing' | 'complete', more: object = {}) =>
    // Only what the check of given values reads of it.
    ({
      versionId: 'v1',
      record: { required, missing: { connections: ['Mine'], values: ['Own'] } },
      values: [{ key: 'Own', value: ' ', schedule: null }],
      connections: [stored('Mine', { status: 'waiting' })],
      ...more,
    }) as unknown as DeployableDetail;

  test('is what the vendor says, with what only the operator can set', () => {
    expect(missingKeys(detail('missing'), hidden)).toEqual(['Mine', 'Own', 'Route']);
    expect(missingKeys(detail('complete'), hidden)).toEqual([]);
  });

  test('of another version follows from what is stored', () => {
    const other = { ...hidden, versionId: 'v2', fields: [...hidden.fields, field('Set', { defaultValue: '1' })] };
    expect(missingKeys(detail('complete'), other)).toEqual(['Mine', 'Ours', 'Own', 'Route']);
    const connections = [stored('Mine'), stored('Ours')];
    const values = [{ key: 'Own', value: 'x', schedule: null }];
    expect(missingKeys(detail('complete', { connections, values }), other)).toEqual(['Route']);
  });
});
