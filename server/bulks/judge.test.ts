import type { BulkAction } from '#contract/bulks.ts';
import { describe, expect, test } from 'vitest';
import { instabaseCapabilities } from '#server/vendors/instabase/capabilities.ts';
import { patchworksCapabilities } from '#server/vendors/patchworks/capabilities.ts';
import { prismaticCapabilities } from '#server/vendors/prismatic/capabilities.ts';
import { trayCapabilities } from '#server/vendors/tray/capabilities.ts';
import { type Candidate, judge } from './judge.ts';

const adapters = new Map([
  ['tray', { capabilities: trayCapabilities }],
  ['prismatic', { capabilities: prismaticCapabilities }],
  ['instabase', { capabilities: instabaseCapabilities }],
  ['patchworks', { capabilities: patchworksCapabilities }],
] as const);

const plain: Candidate = {
  instanceId: 'an id',
  vendor: 'tray',
  vendorId: 'a vendor’s id',
  accountId: 'northwind',
  name: 'Orders',
  templateId: 'orders',
  createdAt: null,
  isRemoved: false,
  status: 'enabled',
  update: 'none',
  lacksValues: false,
  deployment: null,
  isLinked: true,
};

function told(action: BulkAction, change: Partial<Candidate> | null, hasUpgradeHook = false): string {
  const candidate = change && { ...plain, ...change };
  const { outcome, code } = judge(action, candidate, 'northwind', { adapters, hasUpgradeHook });
  return code ?? outcome;
}

const deployed = {
  isEnabled: true,
  wasDeployed: true,
  configuration: 'complete',
  hasUndeployedChanges: false,
  isFailing: false,
  isSuspended: false,
  versionNumber: 1,
  deployedVersionNumber: 1,
  newerVersionNumber: null,
  lastDeployedAt: null,
  lastRanAt: null,
} as const;

describe('what would become of an instance', () => {
  test.each<[BulkAction, Partial<Candidate> | null, string]>([
    ['disable', {}, 'waiting'],
    ['disable', { status: 'disabled' }, 'needless'],
    ['disable', { status: 'unfinished' }, 'needless'],
    ['disable', { status: 'unfinished', vendor: 'prismatic', deployment: deployed }, 'waiting'],
    ['disable', { status: 'unknown' }, 'waiting'],
    ['disable', { status: 'working' }, 'busy'],
    ['disable', { vendor: 'patchworks', status: 'in_use' }, 'unsupported'],
    ['enable', {}, 'needless'],
    ['enable', { status: 'disabled' }, 'waiting'],
    ['enable', { status: 'unfinished', lacksValues: true }, 'missing_values'],
    ['enable', { status: 'unfinished' }, 'owner_only'],
    ['enable', { status: 'unfinished', deployment: { ...deployed, configuration: 'incomplete' } }, 'missing_values'],
    ['remove', {}, 'waiting'],
    ['remove', { status: 'unfinished' }, 'waiting'],
    ['remove', { vendor: 'instabase' }, 'waiting'],
    // Confirmed with a word of the vendor's, one by one, and never taken back.
    ['remove', { vendor: 'patchworks', status: 'unused' }, 'unsupported'],
    ['remove', { isRemoved: true }, 'needless'],
    ['remove', null, 'needless'],
    ['upgrade', {}, 'needless'],
    ['upgrade', { update: 'automatic' }, 'waiting'],
    ['upgrade', { update: 'needs_user' }, 'owner_only'],
    ['upgrade', { update: 'needs_user', vendor: 'prismatic' }, 'waiting'],
    ['upgrade', { update: 'needs_system' }, 'waiting_for_company'],
    ['upgrade', { update: 'needs_both' }, 'waiting_for_company'],
    ['upgrade', { vendor: 'instabase' }, 'unsupported'],
    ['resync', { status: 'working' }, 'waiting'],
    ['resync', { vendor: 'patchworks', status: 'in_use' }, 'waiting'],
    ['resync', null, 'gone'],
    ['enable', { isRemoved: true }, 'gone'],
    ['disable', { isLinked: false }, 'not_connected'],
    ['disable', { accountId: 'fabrikam' }, 'conflict'],
  ])('%s %o: %s', (action, change, expected) => {
    expect(told(action, change)).toBe(expected);
  });

  test('with values of the company’s own systems', () => {
    expect(told('upgrade', { update: 'needs_system' }, true)).toBe('waiting');
    expect(told('upgrade', { update: 'needs_both' }, true)).toBe('owner_only');
  });

  test('a vendor that is not set up', () => {
    const rules = { adapters: new Map(), hasUpgradeHook: false };
    expect(judge('disable', plain, 'northwind', rules)).toMatchObject({ code: 'not_connected' });
  });
});
