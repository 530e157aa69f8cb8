import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InstanceDetail } from '#server/vendors/adapter.ts';
import { copySlots } from './copy-slots.ts';
import { manyNamed, record } from './testing/drawn-values.ts';

const slotsOf = (parts: Partial<Pick<InstanceDetail, 'authSlots' | 'configSlots'>>): InstanceDetail => ({
  record,
  solution: { templateId: 't-1', title: 'Inventory sync', description: null, tags: [], customFields: [] },
  authSlots: [],
  configSlots: [],
  workflows: [
    { id: 'w', sourceWorkflowId: 's', sourceWorkflowName: 'Order webhook', triggerUrl: 'https://canary.example/hook' },
  ],
  ...parts,
});

const configSlot = (externalId: string, value: string | null, title: string | null = externalId) => ({
  externalId,
  title,
  value,
  defaultValue: null,
});

describe('slots', () => {
  test('hold no secret, and everything else that was set is there', () => {
    fc.assert(
      fc.property(manyNamed, (all) => {
        const copied = copySlots(slotsOf({ configSlots: all.map(({ key, value }) => configSlot(key, value)) }));
        expect(JSON.stringify(copied)).not.toContain('canary');
        expect(copied.content).toMatchObject({
          configValues: all.filter(({ isSecret }) => !isSecret).map(({ key, value }) => ({ externalId: key, value })),
        });
        expect(copied.leftOut).toEqual(
          all.filter(({ isSecret }) => isSecret).map(({ key }) => ({ title: key, reason: 'secret' })),
        );
      }),
    );
  });

  test('leave out what cannot be given again, and say so', () => {
    const many = Array.from({ length: 101 }, (_, index) => configSlot(`slot ${index}`, '1'));
    const authentication = {
      id: 'auth-1',
      name: 'Slack of the sales team',
      serviceTitle: 'Slack',
      serviceVersion: null,
      serviceId: null,
      serviceEnvironmentId: null,
      accountName: null,
    };
    const copied = copySlots(
      slotsOf({
        authSlots: [
          { externalId: 'a', title: 'Slack', authenticationId: 'auth-1', authentication },
          { externalId: 'b', title: 'Somebody else’s', authenticationId: 'auth-2', authentication: null },
          { externalId: 'c', title: 'Not connected', authenticationId: null, authentication: null },
          { externalId: 'd', title: null, authenticationId: 'auth-1', authentication },
        ],
        configSlots: [
          configSlot('never set', null),
          configSlot('no longer asked for', '1', null),
          configSlot('long', 'x'.repeat(20_001)),
          ...many,
        ],
      }),
    );
    expect(copied.leftOut).toEqual([
      { title: 'Somebody else’s', reason: 'connection' },
      ...['long', 'slot 99', 'slot 100'].map((title) => ({ title, reason: 'too_large' })),
    ]);
    expect(copied.content).toMatchObject({
      connections: [{ externalId: 'a', authenticationId: 'auth-1', name: 'Slack of the sales team' }],
    });
  });
});
