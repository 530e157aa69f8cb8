import { expect, test } from 'vitest';
import { connectorInstanceDetail } from '#src/testing/connector-fixtures.ts';
import { causeOfConnectorInstance, debugCauseWords } from './debug-cause.ts';

const words = debugCauseWords.get();
const detail = connectorInstanceDetail();
const [failed, succeeded] = detail.runs;
if (!failed || !succeeded) throw new Error('The fixture has two runs.');

const places = { instance: '/here', account: '/owner', list: '/list', vendor: '#not-told' };
const causeOf = (change: Partial<typeof detail>) => {
  const { lamp, text, next } = causeOfConnectorInstance(
    words,
    { ...detail, ...change },
    { accountName: 'Northwind', places },
  );
  return { lamp, text: text.replaceAll(/[\u2068\u2069]/g, ''), next: next && { ...next, words: plain(next.words) } };
};
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '');

test('the newest run of a flow counts, and what it says', () => {
  const { lamp, text, next } = causeOf({});
  expect(lamp).toBe('failed');
  expect(text).toMatch(/^The newest run of Orders to ledger failed, at .+\. It says: “401 from the shop”$/);
  expect(next).toEqual({
    words: 'Look at Orders to ledger in Patchworks.',
    to: 'https://app.patchworks.test/flows/501',
  });
  expect(causeOf({ runs: [succeeded, failed] })).toEqual({ lamp: 'on', text: 'Nothing wrong is known.', next: null });
});

test('a flow without an address of its own is its owner’s to look at', () => {
  const flows = detail.flows.map((flow) => ({ ...flow, vendorUrl: null }));
  expect(causeOf({ flows }).next).toEqual({
    words: 'Ask Northwind to look at Orders to ledger in Patchworks.',
    to: '/owner',
  });
});

test('runs that could not be read are not taken for none', () => {
  expect(causeOf({ runs: [], runsProblemCode: 'vendor_unavailable' })).toEqual({
    lamp: 'unknown',
    text: 'How its process flows ran could not be read.',
    next: { words: 'See how Patchworks stands.', to: '/admin' },
  });
});

test('of several flows the worst is told, and how many others there are', () => {
  const partly = { ...failed, id: 'r3', flowId: '502', flowName: 'Old stock', state: 'partly' as const };
  const { lamp, text } = causeOf({ runs: [partly, { ...failed, startedAt: null, message: null }] });
  expect(lamp).toBe('failed');
  expect(text).toMatch(/^The newest run of Orders to ledger failed\. So did that of 1 other flow\.$/);
  expect(causeOf({ runs: [partly] }).lamp).toBe('degraded');
});

test('runs of flows that do not use it any more are not its own', () => {
  expect(causeOf({ runs: [{ ...failed, flowId: '999' }] }).lamp).toBe('on');
});

const disabledFlows = detail.flows.filter(({ isEnabled }) => !isEnabled);

const atRest: [change: Partial<typeof detail>, lamp: string, text: RegExp, next: RegExp][] = [
  [{ lastCheckedAt: null }, 'attention', /never checked/, /^Ask Northwind to save them again\. \/owner$/],
  [{ lastCheckedAt: null, methodKind: 'none' }, 'on', /Nothing wrong/, /^nothing$/],
  [{ flows: [] }, 'off', /No process flow uses it/, /^Remove it.* \/here$/],
  [{ flows: disabledFlows }, 'off', /disabled/, /^Ask Northwind to turn Old stock on in Patchworks\. \/owner$/],
];

test.each(atRest)('%o', (change, lamp, text, next) => {
  const cause = causeOf({ runs: [], ...change });
  expect(cause.lamp).toBe(lamp);
  expect(cause.text).toMatch(text);
  expect(cause.next === null ? 'nothing' : `${cause.next.words} ${cause.next.to}`).toMatch(next);
});
