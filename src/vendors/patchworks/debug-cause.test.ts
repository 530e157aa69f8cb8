import { expect, test } from 'vitest';
import { connectorInstanceDetail } from '#src/testing/connector-fixtures.ts';
import { causeOfConnectorInstance, debugCauseWords } from './debug-cause.ts';

const words = debugCauseWords.get();
const detail = connectorInstanceDetail();
const [failed, succeeded] = detail.runs;
if (!failed || !succeeded) throw new Error('The fixture has two runs.');

const causeOf = (change: Partial<typeof detail>) => causeOfConnectorInstance(words, { ...detail, ...change });

test('the newest run of a flow counts, and what it says', () => {
  const { lamp, text } = causeOf({});
  expect(lamp).toBe('failed');
  expect(text).toMatch(/^The newest run of .Orders to ledger. failed, at .+\. It says: “401 from the shop” Next: /);
  expect(causeOf({ runs: [succeeded, failed] })).toEqual({ lamp: 'on', text: 'Nothing wrong is known.' });
});

test('of several flows the worst is told, and how many others there are', () => {
  const partly = { ...failed, id: 'r3', flowId: '502', flowName: 'Old stock', state: 'partly' as const };
  const { lamp, text } = causeOf({ runs: [partly, { ...failed, startedAt: null, message: null }] });
  expect(lamp).toBe('failed');
  expect(text).toMatch(/^The newest run of .Orders to ledger. failed\. So did that of 1 other flow\. Next: /);
  expect(causeOf({ runs: [partly] }).lamp).toBe('degraded');
});

test('runs of flows that do not use it any more are not its own', () => {
  expect(causeOf({ runs: [{ ...failed, flowId: '999' }] }).lamp).toBe('on');
});

const disabledFlows = detail.flows.filter(({ isEnabled }) => !isEnabled);

const atRest: [change: Partial<typeof detail>, lamp: string, text: RegExp][] = [
  [{ lastCheckedAt: null }, 'attention', /never checked/],
  [{ lastCheckedAt: null, methodKind: 'none' }, 'on', /Nothing wrong/],
  [{ flows: [] }, 'off', /No process flow uses it/],
  [{ flows: disabledFlows }, 'off', /disabled/],
];

test.each(atRest)('%o', (change, lamp, text) => {
  const cause = causeOf({ runs: [], ...change });
  expect(cause.lamp).toBe(lamp);
  expect(cause.text).toMatch(text);
});
