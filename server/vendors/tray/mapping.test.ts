import { anything, array, assert, constant, type Arbitrary, letrec, oneof, property, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authentication, instance, solution } from './fixtures/answers.ts';
import { toInstanceDetail, toInstanceRecord, toTemplateRecord } from './mapping.ts';
import { readConnection, wireAuthentication, wireInstance, wireSolution } from './wire.ts';

const key = Buffer.alloc(32, 1);

function toRecord(overrides: Record<string, unknown> = {}): ReturnType<typeof toInstanceRecord> {
  return toInstanceRecord(wireInstance.parse(instance(overrides)), key);
}

test('maps an instance to what the index keeps', () => {
  expect(toRecord()).toEqual({
    vendorId: '5b0e7c1a-93d8-4e52-b6f4-0a1d2c3e4f55',
    vendorAccountId: '8d1f3a52-60c4-4f0e-9a77-2b5f0c3d9e11',
    name: 'Leads, Berlin office',
    templateId: solution.id,
    templateName: 'Leads to spreadsheet',
    enabled: false,
    useCount: null,
    required: 'missing',
    missing: { connections: ['CRM'], values: ['Sheet'] },
    flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
    createdAt: new Date('2026-01-14T09:30:12.345Z'),
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    valuesFingerprint: expect.stringMatching(/^[0-9a-f]{8}\.[0-9a-f]{64}$/),
  });
});

test('joins slots, values and authentications in the detail', () => {
  const wire = wireInstance.parse(
    instance({
      authValues: [{ externalId: 'external_crm_authentication', authId: authentication.id }],
      configValues: [
        { externalId: 'external_sheet', value: 'bare word' },
        { externalId: 'external_gone', value: '{"a":1}' },
      ],
    }),
  );
  const detail = toInstanceDetail(wire, [wireAuthentication.parse(authentication)], key);

  expect(detail.record.required).toBe('complete');
  expect(detail.authSlots).toEqual([
    {
      externalId: 'external_crm_authentication',
      title: 'CRM',
      authenticationId: authentication.id,
      authentication: {
        id: authentication.id,
        name: 'My CRM',
        serviceTitle: 'Example CRM',
        serviceVersion: '3.1',
        serviceId: 'service-crm',
        serviceEnvironmentId: 'environment-crm',
        accountName: 'maya@crm.example',
      },
    },
  ]);
  expect(detail.configSlots).toEqual([
    { externalId: 'external_sheet', title: 'Sheet', value: 'bare word', defaultValue: '""' },
    { externalId: 'external_interval', title: 'Interval', value: null, defaultValue: '"10"' },
    { externalId: 'external_gone', title: null, value: '{"a":1}', defaultValue: null },
  ]);
  expect(detail.workflows).toHaveLength(1);
  expect(detail.solution).toMatchObject({
    tags: ['sales', 'sheets'],
    customFields: [{ key: 'category', value: 'CRM' }],
  });
});

test('maps a solution to a template', () => {
  expect(toTemplateRecord(wireSolution.parse(solution))).toEqual({
    templateId: solution.id,
    title: 'Leads to spreadsheet',
    description: 'Copies new leads into a spreadsheet.',
    tags: ['sales', 'sheets'],
    customFields: [{ key: 'category', value: 'CRM' }],
    authSlotTitles: ['CRM'],
    authSlots: [{ externalId: 'external_crm_authentication', title: 'CRM' }],
    configSlotTitles: ['Sheet', 'Interval'],
    configSlots: [
      { externalId: 'external_sheet', title: 'Sheet', defaultValue: '""' },
      { externalId: 'external_interval', title: 'Interval', defaultValue: '"10"' },
    ],
  });
});

function slot(defaultValue: unknown): unknown {
  return { externalId: 'external_c', title: 'C', defaultValue };
}

function withSlots(auth: unknown[], config: unknown[], values: Record<string, unknown> = {}): string {
  const slots = { ...solution, authSlots: auth, configSlots: config };
  return toRecord({ solution: slots, authValues: [], configValues: [], ...values }).required;
}

describe('required', () => {
  const authSlots = [{ externalId: 'external_a', title: 'A' }];

  test.each([['""'], [''], ['null'], [null], [' '], [undefined]])(
    'a config slot with default %j needs a value',
    (value) => {
      expect(withSlots([], [slot(value)])).toBe('missing');
      expect(withSlots([], [slot(value)], { configValues: [{ externalId: 'external_c', value: 'x' }] })).toBe(
        'complete',
      );
      expect(withSlots([], [slot(value)], { configValues: [{ externalId: 'external_c', value: '""' }] })).toBe(
        'missing',
      );
    },
  );

  test.each([['"10"'], ['0'], ['false'], ['{}'], ['bare'], [0], [false]])('one with default %j needs none', (value) => {
    expect(withSlots([], [slot(value)])).toBe('nothing');
  });

  test('an auth slot always needs a value of its own kind', () => {
    expect(withSlots(authSlots, [])).toBe('missing');
    expect(withSlots(authSlots, [], { configValues: [{ externalId: 'external_a', value: 'x' }] })).toBe('missing');
    expect(withSlots(authSlots, [], { authValues: [{ externalId: 'external_a', authId: '' }] })).toBe('missing');
    expect(withSlots(authSlots, [], { authValues: [{ externalId: 'external_a', authId: 'abc' }] })).toBe('complete');
  });

  test('what is missing is named by its title, and a value is never part of it', () => {
    const slots = {
      ...solution,
      authSlots: [{ externalId: 'external_a', title: 'Slack' }, { externalId: 'external_b' }],
      configSlots: [slot(null), { externalId: 'external_d', title: 'Sheet' }],
    };
    const values = {
      authValues: [{ externalId: 'external_a', authId: 'an-authentication' }],
      configValues: [{ externalId: 'external_d', value: '"a secret value"' }],
    };
    const mapped = toRecord({ solution: slots, ...values });
    expect(mapped.missing).toEqual({ connections: ['Unnamed slot'], values: ['C'] });
    expect(JSON.stringify(mapped.missing)).not.toContain('secret');
    expect(toRecord({ solution: slots }).missing).toEqual({
      connections: ['Slack', 'Unnamed slot'],
      values: ['C', 'Sheet'],
    });
  });

  test('nothing is known to be asked for without slots', () => {
    expect(withSlots([], [])).toBe('nothing');
    expect(toRecord({ solution: null }).required).toBe('nothing');
  });
});

describe('fingerprint', () => {
  const values = [
    { externalId: 'external_a', value: '1' },
    { externalId: 'external_b', value: '2' },
  ];
  const base = toRecord({ configValues: values }).fingerprint;

  test('does not depend on order, name, state or empty rows', () => {
    expect(toRecord({ configValues: values.toReversed() }).fingerprint).toBe(base);
    expect(toRecord({ configValues: values, name: 'Other', enabled: true }).fingerprint).toBe(base);
    expect(toRecord({ configValues: [...values, { externalId: 'external_c', value: null }] }).fingerprint).toBe(base);
  });

  test.each([
    ['a value', { configValues: [{ externalId: 'external_a', value: '3' }, values[1]] }],
    [
      'swapped slots',
      {
        configValues: [
          { externalId: 'external_a', value: '2' },
          { externalId: 'external_b', value: '1' },
        ],
      },
    ],
    ['an authentication', { configValues: values, authValues: [{ externalId: 'external_x', authId: 'y' }] }],
    ['a flag', { configValues: values, solutionVersionFlags: { hasNewerVersion: true } }],
  ])('changes with %s', (_, overrides) => {
    expect(toRecord(overrides).fingerprint).not.toBe(base);
  });

  test('depends on the key', () => {
    const wire = wireInstance.parse(instance({ configValues: values }));
    expect(toInstanceRecord(wire, Buffer.alloc(32, 2)).fingerprint).not.toBe(base);
  });
});

test.each([
  [null, null],
  [0, null],
  ['', null],
  ['0', null],
  ['yesterday', null],
  ['1768383012345678901', null],
  ['2026-13-45T99:00:00Z', null],
  ['2026-01-14T09:30:12.345678901Z', '2026-01-14T09:30:12.345Z'],
  ['2026-03-29T02:30:00+01:00', '2026-03-29T01:30:00.000Z'],
  ['2026-03-29T02:30:00', '2026-03-29T02:30:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('reads the date %j as %j', (created, expected) => {
  expect(toRecord({ created }).createdAt?.toISOString() ?? null).toBe(expected);
});

test('a row without a name is labelled, a row without identity is counted and the others stay', () => {
  const rows = [
    instance({ name: null }),
    instance({ id: '' }),
    instance({ id: 'b', owner: null }),
    null,
    instance({ id: 'c' }),
  ];
  const page = readConnection(
    { edges: rows.map((node) => ({ node, cursor: 'x' })), pageInfo: { hasNextPage: false } },
    wireInstance,
  );

  expect(page?.rows.map((row) => toInstanceRecord(row, key).name)).toEqual([
    'Unnamed instance',
    'Leads, Berlin office',
  ]);
  expect(page?.unreadableCount).toBe(3);
});

test('rows that come twice count once, and names keep every character that can be stored', () => {
  const name = '<b>x</b> \u202e \u200b e\u0301 \ud83d\udc69\u200d\ud83d\ude80 \ud800';
  const nodes = [instance({ name: `${name}\u0000` }), instance()];
  const page = readConnection(
    { edges: nodes.map((node) => ({ node })), pageInfo: { hasNextPage: false } },
    wireInstance,
  );

  expect(page?.rows.map((row) => row.name)).toEqual([`${name.replace('\ud800', '\ufffd')}\ufffd`]);
});

/** Instances in which any field, at any depth, may be wild. */
function wildly(value: unknown): Arbitrary<unknown> {
  const { node } = letrec<{ node: unknown }>(() => ({
    node: oneof({ weight: 6, arbitrary: wildCopyOf(value) }, { weight: 1, arbitrary: anything() }),
  }));
  return node;
}

function wildCopyOf(value: unknown): Arbitrary<unknown> {
  if (Array.isArray(value)) return array(oneof(...value.map(wildly), anything()), { maxLength: 4 });
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, field]) => [name, wildly(field)] as const);
    return record(Object.fromEntries(fields), { requiredKeys: [] });
  }
  return oneof(constant(value), string());
}

function labelsOf(edges: unknown[], wildAuthentication: unknown, wildTemplate: unknown): string[] {
  const page = readConnection({ edges, pageInfo: { hasNextPage: false, endCursor: null } }, wireInstance);
  const authentications = [wireAuthentication.safeParse(wildAuthentication)].flatMap((parsed) => parsed.data ?? []);
  const details = (page?.rows ?? []).map((row) => toInstanceDetail(row, authentications, key));
  const templates = [wireSolution.safeParse(wildTemplate)].flatMap((parsed) =>
    parsed.success ? [toTemplateRecord(parsed.data)] : [],
  );
  return [
    ...details.flatMap(({ record: row }) => [row.name, row.vendorId, row.templateName, String(row.createdAt)]),
    ...templates.flatMap((template) => [template.title, template.templateId, ...template.authSlotTitles]),
  ];
}

test('no wild instance, solution or authentication breaks the mapping or goes without a label', () => {
  const edges = array(wildly({ node: instance(), cursor: 'abc' }), { maxLength: 4 });
  let labels = 0;
  assert(
    property(edges, wildly(authentication), wildly(solution), (...wild) => {
      const found = labelsOf(...wild);
      labels += found.length;
      expect(found.filter((text) => text.trim() === '' || text === 'Invalid Date')).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(labels).toBeGreaterThan(500);
});
