import { array, assert, boolean, constantFrom, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterFailure,
  type CallFailure,
  type Circuit,
  failuresToOpen,
  firstPauseMs,
  longestPauseMs,
  operatorKey,
} from './circuit.ts';

const at = new Date('2026-03-02T10:00:00.000Z');
const closed: Circuit = { failing: {}, failedSince: null, openUntil: null, pauseMs: null };

function failure(key: string, change: Partial<CallFailure> = {}): CallFailure {
  return { key, at, isProbe: false, isVendorWide: false, ...change };
}

function after(failures: CallFailure[], circuit = closed): Circuit {
  return failures.reduce(afterFailure, circuit);
}

function times(count: number, key: string): CallFailure[] {
  return Array.from({ length: count }, () => failure(key));
}

test('one account alone never opens it, however often it fails', () => {
  const circuit = after(times(100, 'one'));
  expect(circuit.openUntil).toBeNull();
  expect(circuit.failedSince).toEqual(at);
});

test('a second account’s failure opens it, and so do the operator’s own', () => {
  expect(after([...times(failuresToOpen - 2, 'one'), failure('other')]).openUntil).toBeNull();
  const opened = new Date(at.getTime() + firstPauseMs);
  expect(after([...times(failuresToOpen - 1, 'one'), failure('other')]).openUntil).toEqual(opened);
  expect(after([...times(failuresToOpen - 1, 'one'), failure(operatorKey)]).openUntil).toEqual(opened);
  expect(after(times(failuresToOpen - 1, operatorKey)).openUntil).toBeNull();
  expect(after(times(failuresToOpen, operatorKey)).openUntil).toEqual(opened);
});

test('a connection that was never made is everybody’s, whoever wanted it', () => {
  const unreachable = failure('one', { isVendorWide: true });
  expect(after(Array.from({ length: failuresToOpen }, () => unreachable)).openUntil).not.toBeNull();
});

test('failed probes of the operator open it for longer each time, up to a minute', () => {
  let circuit = after(times(failuresToOpen, operatorKey));
  const pauses: (number | null)[] = [];
  for (let probe = 0; probe < 7; probe += 1) {
    circuit = afterFailure(circuit, failure(operatorKey, { isProbe: true }));
    pauses.push(circuit.pauseMs);
  }
  expect(pauses).toEqual([6_000, 12_000, 24_000, 48_000, longestPauseMs, longestPauseMs, longestPauseMs]);
  expect(circuit.failedSince).toEqual(at);
});

test('accounts that keep failing by themselves do not shut the others out for longer', () => {
  const open = after([...times(failuresToOpen - 1, 'one'), failure('other')]);
  const later = after([failure('one', { isProbe: true }), failure('other', { isProbe: true })], open);
  expect(later.pauseMs).toBe(firstPauseMs);
  expect(afterFailure(later, failure('third', { isProbe: true })).pauseMs).toBe(2 * firstPauseMs);
});

test('a call that was sent before it opened changes nothing of the pause', () => {
  const open = after(times(failuresToOpen, operatorKey));
  const later = afterFailure(open, failure('late', { at: new Date(at.getTime() + 1_000) }));
  expect(later.openUntil).toEqual(open.openUntil);
});

test('whatever fails, it opens only for two or for the operator, never for more than a minute, and remembers few names', () => {
  const failures = record({
    key: constantFrom('one', 'two', operatorKey, ...Array.from({ length: 40 }, (_, index) => `many ${index}`)),
    at: constantFrom(at),
    isProbe: boolean(),
    isVendorWide: boolean(),
  });
  assert(
    property(array(failures, { maxLength: 80 }), (list) => {
      const circuit = after(list);
      const keys = new Set(list.map((item) => (item.isVendorWide ? operatorKey : item.key)));
      const mayBeOpen = keys.size >= 2 || keys.has(operatorKey);
      expect(circuit.openUntil === null || mayBeOpen).toBe(true);
      expect((circuit.openUntil ?? at).getTime() - at.getTime()).toBeLessThanOrEqual(longestPauseMs);
      expect(Object.keys(circuit.failing).length).toBeLessThanOrEqual(20);
    }),
  );
});
