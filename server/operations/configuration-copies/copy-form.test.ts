import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConnectionInput, FormConnection, FormField, InstanceForm } from '#contract/instance-form.ts';
import type { DeployableDetail, StoredConnection } from '#server/vendors/deployables.ts';
import { copyForm } from './copy-form.ts';
import { manyNamed, named, record } from './testing/drawn-values.ts';

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

const connection = (key: string, inputs: ConnectionInput[], more: Partial<FormConnection> = {}): FormConnection => ({
  key,
  heading: null,
  description: null,
  methodName: 'SFTP user',
  serviceName: 'SFTP',
  help: null,
  needsConsent: false,
  isForOperator: false,
  isPerUser: false,
  inputs,
  ...more,
});

const input = (name: string, kind: ConnectionInput['kind'] = 'text'): ConnectionInput => ({
  name,
  label: name,
  kind,
  kindName: '',
  isRequired: true,
  placeholder: null,
  example: null,
  help: null,
  defaultValue: null,
});

const formOf = (fields: FormField[], connections: FormConnection[] = []): InstanceForm => ({
  templateId: 't-1',
  title: 'Inventory sync',
  versionId: 'version-3',
  versionNumber: 3,
  pages: [],
  fields,
  connections,
  unplacedKeys: [],
});

const stored = (key: string, inputs: StoredConnection['inputs']): StoredConnection => ({
  key,
  connectionId: 'c',
  status: 'active',
  lastRefreshedAt: null,
  inputs,
});

const deployableOf = (values: DeployableDetail['values'], connections: StoredConnection[] = []): DeployableDetail => ({
  record,
  description: null,
  labels: [],
  versionId: 'version-3',
  state: {
    wasDeployed: true,
    isEnabled: true,
    configuration: 'complete',
    hasUndeployedChanges: false,
    isFailing: false,
    isSuspended: false,
    versionNumber: 3,
    deployedVersionNumber: 3,
    newerVersionNumber: null,
    lastDeployedAt: null,
    lastRanAt: null,
  },
  allowed: { change: true, configure: true, deploy: true, remove: true, update: true },
  values,
  connections,
  flows: [],
});

const owner = { role: 'user' } as const;
const admin = { role: 'admin' } as const;

describe('a form', () => {
  test('holds no secret of a value or of a connection, and all else', () => {
    const kind = fc.constantFrom<ConnectionInput['kind']>('text', 'long-text', 'yes-no', 'secret', 'unknown');
    const inputs = fc.array(fc.tuple(named, kind), { maxLength: 6 });
    fc.assert(
      fc.property(manyNamed, inputs, (all, drawn) => {
        const held = drawn.map(([one, inputKind], index) => ({ ...one, inputKind, name: `${one.name} ${index}` }));
        const isOpen = ({ inputKind, isSecret }: (typeof held)[number]) =>
          !isSecret && inputKind !== 'secret' && inputKind !== 'unknown';
        const connections = [
          connection(
            'SFTP',
            held.map(({ name, inputKind }) => input(name, inputKind)),
          ),
        ];
        const detail = deployableOf(
          all.map(({ key, value }) => ({ key, value, schedule: null })),
          // Also from a vendor that hands out what it should keep.
          [
            stored(
              'SFTP',
              held.map(({ name, value }) => ({ name, value, isStored: true })),
            ),
          ],
        );
        const copied = copyForm(
          detail,
          formOf(
            all.map(({ key }) => field(key)),
            connections,
          ),
          owner,
        );
        expect(JSON.stringify(copied)).not.toContain('canary');
        const open = held.filter(isOpen).map(({ name, value }) => ({ name, value }));
        expect(copied.content).toEqual({
          kind: 'form',
          values: [
            ...all.filter(({ isSecret }) => !isSecret).map(({ key, value }) => ({ key, value })),
            ...(open.length === 0 ? [] : [{ key: 'SFTP', inputs: open }]),
          ],
        });
        expect(copied.leftOut).toEqual([
          ...all.filter(({ isSecret }) => isSecret).map(({ key }) => ({ title: key, reason: 'secret' })),
          ...held.filter((one) => !isOpen(one)).map(({ name }) => ({ title: `SFTP: ${name}`, reason: 'secret' })),
        ]);
      }),
    );
  });

  test('tells of what the vendor keeps, of consents and of what each user sets', () => {
    const form = formOf(
      [field('Own colours', { isPerUser: true }), field('Every', { kind: 'schedule', heading: 'How often' })],
      [
        connection('SFTP', [input('host'), input('kept')], { heading: 'Files' }),
        connection('Slack', [input('scopes')], { needsConsent: true }),
      ],
    );
    const schedule = { kind: 'CUSTOM', timeZone: 'Europe/Oslo' };
    const detail = deployableOf(
      [{ key: 'Every', value: '0 7 * * *', schedule }],
      [
        stored('SFTP', [
          { name: 'host', value: 'sftp.example.com', isStored: true },
          { name: 'kept', value: null, isStored: true },
        ]),
        stored('Slack', [{ name: 'scopes', value: 'chat:write', isStored: true }]),
      ],
    );
    expect(copyForm(detail, form, owner)).toMatchObject({
      template: { versionId: 'version-3', version: '3' },
      content: {
        values: [
          { key: 'Every', value: '0 7 * * *', schedule },
          { key: 'SFTP', inputs: [{ name: 'host', value: 'sftp.example.com' }] },
          { key: 'Slack', inputs: [{ name: 'scopes', value: 'chat:write' }] },
        ],
      },
      leftOut: [
        { title: 'Own colours', reason: 'unread' },
        { title: 'Files: kept', reason: 'secret' },
        { title: 'Slack', reason: 'connection' },
      ],
    });
  });

  test('has for each what is theirs to see and to set', () => {
    const form = formOf(
      [field('Route', { isForOperator: true }), field('Warehouse')],
      [connection('SFTP', [input('host')]), connection('Depot', [input('host')], { isForOperator: true })],
    );
    const host = [{ name: 'host', value: 'files.example.com', isStored: true }];
    const detail = deployableOf(
      [
        { key: 'Route', value: 'inner', schedule: null },
        { key: 'Warehouse', value: 'Oslo', schedule: null },
      ],
      [stored('SFTP', host), stored('Depot', host)],
    );
    const keysFor = (person: typeof owner | typeof admin) => {
      const { content, leftOut } = copyForm(detail, form, person);
      return { kept: content.kind === 'form' ? content.values.map(({ key }) => key) : [], leftOut };
    };
    expect(keysFor(owner)).toEqual({ kept: ['Warehouse', 'SFTP'], leftOut: [] });
    expect(keysFor(admin)).toEqual({
      kept: ['Route', 'Warehouse', 'Depot'],
      leftOut: [{ title: 'SFTP', reason: 'connection' }],
    });
  });

  test('that the vendor no longer shows tells of what was set, and keeps nothing that may be secret', () => {
    const detail = deployableOf([{ key: 'Warehouse', value: 'canary', schedule: null }], [stored('SFTP', [])]);
    expect(copyForm(detail, null, owner)).toMatchObject({
      template: { versionId: 'version-3', version: null },
      content: { values: [] },
      leftOut: [
        { title: 'Warehouse', reason: 'unread' },
        { title: 'SFTP', reason: 'unread' },
      ],
    });
  });

  test('of more than can be given says what stays out', () => {
    const keys = Array.from({ length: 202 }, (_, index) => `Value ${index}`);
    const values = keys.map((key, index) => ({ key, value: index === 0 ? 'x'.repeat(50_001) : '1', schedule: null }));
    const { content, leftOut } = copyForm(deployableOf(values), formOf(keys.map((key) => field(key))), owner);
    expect(content).toMatchObject({ values: { length: 200 } });
    expect(leftOut).toEqual(['Value 0', 'Value 201'].map((title) => ({ title, reason: 'too_large' })));
  });
});
