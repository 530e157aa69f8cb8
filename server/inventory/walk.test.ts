import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { InstancePage, InstanceRecord } from '#server/vendors/adapter.ts';
import { VendorError } from '#server/vendors/vendor-error.ts';
import { useSyncBed } from './testing/sync-bed.ts';

const bed = useSyncBed();

const page = (records: InstanceRecord[], totalCount: number, next: string | null = null): InstancePage => ({
  records,
  totalCount,
  next,
});

describe('a walk', () => {
  const answers = (...pages: InstancePage[]) => {
    for (const one of pages) bed.vendor.reader.listOwnInstances.mockResolvedValueOnce(one);
  };
  const a = () => bed.record('a');
  const b = () => bed.record('b');

  test('that comes short of the vendor’s own count says how much it lacks and takes nothing for gone', async () => {
    answers(page([a(), b()], 2));
    await bed.refresh();
    bed.clock.advance(30_000);
    answers(page([a()], 4, '2'), page([bed.record('c')], 4));
    await bed.refresh();
    expect(await bed.outcome()).toMatchObject({ state: 'failed', code: 'incomplete', missingCount: 2 });
    expect(await bed.names()).toEqual(['a', 'b', 'c']);
    bed.clock.advance(30_000);
    answers(page([a()], 1));
    await bed.refresh();
    expect(await bed.outcome()).toMatchObject({ state: 'ok', code: null, missingCount: null });
    expect(await bed.names()).toEqual(['a']);
  });

  test('whose count changes meanwhile takes a row for gone only when the one before missed it too', async () => {
    answers(page([a(), b()], 2));
    await bed.refresh();
    const changing = () => answers(page([a()], 2, '2'), page([bed.record('c')], 1));
    bed.clock.advance(30_000);
    changing();
    await bed.refresh();
    expect(await bed.outcome()).toMatchObject({ state: 'ok' });
    expect(await bed.names()).toEqual(['a', 'b', 'c']);
    bed.clock.advance(30_000);
    changing();
    await bed.refresh();
    expect(await bed.names()).toEqual(['a', 'c']);
  });

  test('that repeats its pages, whatever the cursors say, ends as incomplete and takes nothing for gone', async () => {
    answers(page([a(), b()], 2));
    await bed.refresh();
    bed.clock.advance(30_000);
    let asked = 0;
    bed.vendor.reader.listOwnInstances.mockImplementation(async () => page([a()], 2, `page ${(asked += 1)}`));
    await bed.refresh();
    // Some pages are asked for ahead.
    expect(asked).toBeLessThan(20);
    expect(await bed.outcome()).toMatchObject({ state: 'failed', code: 'incomplete', missingCount: 1 });
    expect(await bed.names()).toEqual(['a', 'b']);
  });

  test('ends and never takes for gone what a broken list left out, however it is broken', async () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'];
    const trouble = fc.constantFrom('repeat', 'empty', 'loop', 'expired', 'short', 'unreadable');
    await fc.assert(
      fc.asyncProperty(trouble, fc.integer({ min: 0, max: 2 }), async (kind, at) => {
        bed.clock.advance(60_000);
        const pages = [0, 2, 4].map((from) => all.slice(from, from + 2).map((name) => bed.record(name)));
        bed.vendor.reader.listOwnInstances.mockImplementation(async (_owner, after) => {
          const index = Number(after ?? 0);
          return page(pages[index] ?? [], 6, index < 2 ? String(index + 1) : null);
        });
        await bed.refresh();
        expect(await bed.names()).toEqual(all);
        bed.clock.advance(60_000);
        bed.vendor.reader.listOwnInstances.mockImplementation(async (_owner, after) => {
          const index = Number(after ?? 0);
          const next = index < 2 ? String(index + 1) : null;
          if (index !== at) return page(pages[index] ?? [], 6, next);
          if (kind === 'expired') throw new VendorError('tray', 'refused', { wasDone: 'no' });
          if (kind === 'repeat') return page(pages[index] ?? [], 6, String(index));
          if (kind === 'loop') return page(pages[index] ?? [], 6, '0');
          if (kind === 'empty') return page([], 6, next ?? '2');
          if (kind === 'short') return page((pages[index] ?? []).slice(1), 6, next);
          return { ...page((pages[index] ?? []).slice(1), 6, next), unreadableCount: 1 };
        });
        await bed.refresh();
        expect(await bed.names()).toEqual(all);
        expect(await bed.outcome()).toMatchObject({ state: 'failed' });
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('a claim', () => {
  test('is kept page by page by a walk that takes minutes', async () => {
    bed.vendor.reader.listOwnInstances.mockImplementation(async (_owner, after) => {
      const index = Number(after ?? 0);
      bed.clock.advance(50_000);
      expect((await bed.syncOf(bed.vendor.reader).refreshAccount('tray', bed.accountId)).finished).toBeNull();
      return page([bed.record(`page ${index}`)], 5, index === 4 ? null : String(index + 1));
    });
    await bed.refresh();
    expect(await bed.names()).toHaveLength(5);
    expect(await bed.outcome()).toMatchObject({ state: 'ok', refreshing: false });
  });

  test('that ran out is the next reader’s, and the one who held it neither ends nor fails it', async () => {
    let answerLate = (_page: InstancePage) => {};
    bed.vendor.reader.listOwnInstances.mockImplementationOnce(() => new Promise((resolve) => (answerLate = resolve)));
    const late = await bed.sync.refreshAccount('tray', bed.accountId);
    await vi.waitFor(() => expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(1));
    bed.clock.advance(61_000);

    let answerSecond = (_page: InstancePage) => {};
    bed.vendor.reader.listOwnInstances.mockImplementationOnce(() => new Promise((resolve) => (answerSecond = resolve)));
    const second = await bed.sync.refreshAccount('tray', bed.accountId);
    await vi.waitFor(() => expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(2));
    answerLate(page([bed.record('late')], 2, 'more'));
    await late.finished;
    expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(2);
    expect(await bed.outcome()).toMatchObject({ state: 'pending', refreshing: true });
    expect((await bed.sync.refreshAccount('tray', bed.accountId)).finished).toBeNull();

    answerSecond(page([bed.record('second')], 1));
    await second.finished;
    expect(await bed.outcome()).toMatchObject({ state: 'ok', refreshing: false });
  });

  test('is let go when the server stops, and the next process goes on at once', async () => {
    bed.vendor.reader.listOwnInstances.mockImplementationOnce(async () => {
      bed.sync.stop();
      return page([bed.record('a')], 2, 'more');
    });
    await bed.refresh();
    expect(await bed.outcome()).toMatchObject({ state: 'pending', refreshing: false });
    bed.sync = bed.syncOf(bed.vendor.reader);
    bed.vendor.reader.listOwnInstances.mockResolvedValue(page([bed.record('a'), bed.record('b')], 2));
    await bed.refresh();
    expect(await bed.names()).toEqual(['a', 'b']);
  });
});
