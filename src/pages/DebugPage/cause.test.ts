import { expect, test } from 'vitest';
import { problemMessages } from '#src/api/problem-messages.ts';
import { causeMessages } from '#src/features/instances/cause-words.ts';
import type { TimelineEntry } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { timeZone } from '#src/lib/preferences.ts';
import { instanceRow, operationSummary } from '#src/testing/fixtures.ts';
import { causeOf, debugCauseMessages } from './cause.ts';

const now = Date.parse('2026-03-02T12:00:00Z');
const places = { instance: '/here', account: '/owner', list: '/list', vendor: 'https://tray.test/it' };
const admin = { voice: 'admin', hasUpgradeHook: false, company: 'Contoso' } as const;

function cause(change: Partial<InstanceRowData>, timeline: TimelineEntry[] = [], problemCode: string | null = null) {
  timeZone.set('UTC');
  const texts = {
    debug: debugCauseMessages.get(),
    causes: causeMessages.get(),
    problems: problemMessages.get(),
    words: instanceWords.get(),
  };
  const row = instanceRow({ name: 'Orders', createdAt: '2026-01-02T03:04:05Z', ...change });
  const { lamp, text, next } = causeOf(texts, { row, timeline, problemCode }, { reader: admin, places, now });
  const way = next === null ? '' : ` Next: ${next.words} -> ${next.to}`;
  return `${lamp}: ${text}${way}`.replaceAll(/[\u2068\u2069]/g, '');
}

const drift = (at: string, detail: string): TimelineEntry => ({
  id: at,
  at,
  action: 'instance.drift',
  outcome: 'done',
  personName: null,
  problemCode: null,
  detail,
});

const failure = operationSummary({
  kind: 'disable',
  state: 'failed',
  problemCode: 'vendor_unauthorized',
  problemMessage: 'token revoked',
  startedAt: '2026-03-02T09:12:00Z',
});

test.each([
  ['well', {}, 'on: Nothing wrong is known.'],
  ['on its way', { update: 'automatic' }, 'on: A newer version is on its way and comes by itself.'],
  [
    'disabled',
    { status: 'disabled' },
    'off: It is disabled; nothing of it runs. Next: Enable it, if that was not intended. -> /here',
  ],
  [
    'failed',
    { operation: failure },
    'failed: Fails since 9:12:00 AM: Tray does not accept our credential. Tray: “token revoked” (Disable) Next: The credential for Tray has to be renewed. -> /owner',
  ],
  [
    'retrying',
    { status: 'working', operation: { ...failure, state: 'running', problemMessage: null } },
    'degraded: Tried again since 9:12:00 AM: Tray does not accept our credential. (Disable) Next: We keep trying. -> /operations',
  ],
  [
    'unfinished',
    { status: 'unfinished', missing: ['Slack', 'Channel'], missingConnectionCount: 1 },
    'waiting: Slack is not connected and Channel has no value. Since Jan 2, 2026, 3:04:05 AM UTC. Next: Ask Northwind to continue the set-up. -> /owner',
  ],
  [
    'unknown',
    { status: 'unknown' },
    'attention: Tray tells a status that is not known here. Next: Look at it in Tray itself. -> https://tray.test/it',
  ],
  [
    'under way',
    { status: 'working', operation: { ...failure, state: 'running', problemCode: null, problemMessage: null } },
    'working: It is being worked on since 9:12:00 AM: Disable. Next: Follow it. -> /operations',
  ],
  [
    'refused',
    { operation: { ...failure, problemCode: 'refused', problemMessage: null } },
    'failed: Fails since 9:12:00 AM: Tray refused the change to “Orders”. (Disable) Next: Try again. -> /here',
  ],
  [
    'not possible there',
    { operation: { ...failure, problemCode: 'unsupported', problemMessage: null } },
    'failed: Fails since 9:12:00 AM: Tray cannot do this. (Disable) Next: Do it in Tray itself. -> https://tray.test/it',
  ],
] satisfies [string, Partial<InstanceRowData>, string][])('%s', (_what, change, sentence) => {
  expect(cause(change)).toBe(sentence);
});

test('a version waits since it was noticed, and says for whom', () => {
  const timeline = [drift('2026-03-02T11:00:00Z', 'values'), drift('2026-03-02T08:00:00Z', 'name, version')];
  expect(cause({ update: 'needs_user' }, timeline)).toBe(
    'waiting: A newer version asks for something new. Since 8:00:00 AM. Next: Ask Northwind to press Update. -> /owner',
  );
  expect(cause({ update: 'needs_system' }, timeline)).toBe(
    'attention: A newer version waits for values from Contoso. Since 8:00:00 AM. Next: The systems of Contoso have to supply them. -> /admin/upgrades',
  );
  expect(cause({ update: 'needs_both' })).toBe(
    'attention: A newer version waits for Contoso, then for its owner. Next: The systems of Contoso have to supply them. -> /admin/upgrades',
  );
});

test('a vendor that cannot be asked is said first, and hides nothing that is known of old', () => {
  expect(cause({}, [], 'vendor_unavailable')).toBe(
    'degraded: Tray does not answer. Only what was read before is shown. Next: See how Tray stands. -> /admin',
  );
  expect(cause({ operation: failure }, [], 'gone')).toMatch(
    /^degraded: “Orders” no longer exists at Tray\. Only what was read before is shown\. Fails since 9:12:00.* Next: See what Northwind has now\. -> \/list$/,
  );
  expect(cause({ operation: failure }, [], 'vendor_unavailable')).toMatch(/has to be renewed\. -> \/owner$/);
  expect(cause({}, [], 'not_connected')).toMatch(/Next: Look at the link of Northwind to Tray\. -> \/owner$/);
});
