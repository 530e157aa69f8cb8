import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConnectorForm } from '#contract/connectors.ts';
import type { ConnectorInstanceDetail, StoredField } from '#server/vendors/connectors.ts';
import { copyConnector } from './copy-connector.ts';
import { hidden, record, secret } from './testing/drawn-values.ts';

const details: ConnectorInstanceDetail['details'] = {
  name: 'Shopify Norway',
  timeZone: 'Europe/Oslo',
  dateFormat: 'd/m/Y',
  rateLimitAmount: 240,
  rateLimitUnit: 'minute',
  poolId: '7',
};

const connectorOf = (parts: Partial<ConnectorInstanceDetail>): ConnectorInstanceDetail => ({
  record,
  connector: { connectorId: '12', name: 'Shopify' },
  details,
  methodId: '3',
  methodName: 'Access token',
  methodKind: 'fields',
  fields: [],
  takesPool: true,
  lastCheckedAt: null,
  updatedAt: null,
  ...parts,
});

const credential = (key: string, value: string | null, more: Partial<StoredField> = {}): StoredField => ({
  key,
  label: `The ${key}`,
  required: false,
  advanced: false,
  secret: false,
  hasValue: value !== null && value !== '',
  value,
  ...more,
});

describe('a connector', () => {
  test('holds no secret, whatever the adapter hands on, and all else', () => {
    const drawn = fc.array(
      fc.oneof(
        fc.record({ value: secret, secret: fc.constant(true), isSecret: fc.constant(true) }),
        fc.record({ value: hidden, secret: fc.constant(false), isSecret: fc.constant(true) }),
        fc.record({
          value: fc.constantFrom('a-store.example', '1'),
          secret: fc.constant(false),
          isSecret: fc.constant(false),
        }),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(drawn, (all) => {
        const fields = all.map((one, index) => credential(`field ${index}`, one.value, { secret: one.secret }));
        const { content, leftOut, ...rest } = copyConnector(connectorOf({ fields }), null);
        expect(JSON.stringify({ content, leftOut, rest })).not.toContain('canary');
        expect(leftOut.map(({ title }) => title)).toEqual(
          all.flatMap(({ isSecret }, index) => (isSecret ? [`The field ${index}`] : [])),
        );
        expect(content).toMatchObject({
          values: Object.fromEntries(
            all.flatMap(({ isSecret, value }, index) => (isSecret ? [] : [[`field ${index}`, value]])),
          ),
        });
      }),
    );
  });

  test('keeps an empty field only where a new one would begin with something', () => {
    const asked = (key: string, defaultValue: string | null) => ({
      key,
      label: key,
      required: false,
      advanced: false,
      secret: false,
      defaultValue,
    });
    const form: ConnectorForm = {
      connector: { id: '12', name: 'Shopify' },
      defaults: { timeZone: 'UTC', dateFormat: 'c', rateLimitAmount: 60, rateLimitUnit: 'minute', poolId: null },
      methods: [
        {
          id: '3',
          name: 'Access token',
          kind: 'fields',
          typeName: null,
          fields: [asked('scope', 'all'), asked('note', null)],
        },
      ],
      pools: [],
      takenNames: [],
    };
    const fields = [credential('scope', ''), credential('note', ''), credential('long', 'x'.repeat(10_001))];
    const { content, leftOut } = copyConnector(connectorOf({ fields }), form);
    expect(content).toMatchObject({ details, methodId: '3', values: { scope: '' } });
    expect(leftOut).toEqual([{ title: 'The long', reason: 'too_large' }]);
  });

  test('says which details are not as they were, and that a consent is given anew', () => {
    const odd = { ...details, timeZone: 'Mars/Olympus', rateLimitAmount: 0, name: 'x'.repeat(300) };
    const { content, leftOut } = copyConnector(
      connectorOf({ details: odd, methodKind: 'consent', methodName: 'OAuth 2.0', methodId: '' }),
      null,
    );
    expect(content).toMatchObject({
      details: { ...details, timeZone: 'UTC', rateLimitAmount: 60, name: 'x'.repeat(255) },
      methodId: null,
    });
    expect(leftOut).toEqual([
      { title: 'Time zone', reason: 'unread' },
      { title: 'Rate limit', reason: 'unread' },
      { title: 'OAuth 2.0', reason: 'connection' },
    ]);
  });
});
