import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healths } from '#contract/row-cause.ts';
import { instanceStatuses } from '#contract/statuses.ts';
import { vendors } from '#contract/vendors.ts';
import { canonicalQuery, readLook, withColumns, withDensity, withValueTurned } from './list-address.ts';
import { contractFilter, readFilter } from './list-filter.ts';

const read = (text: string) => readFilter(new URLSearchParams(text), true);

describe('the address of everybody’s list', () => {
  test('holds several values of a property; a single one means what it always did', () => {
    expect(read('vendor=patchworks,tray').vendors).toEqual(['tray', 'patchworks']);
    expect(read('vendor=tray').vendors).toEqual(['tray']);
    expect(read('status=enabled,exploded&health=failed&update=needs_user,none')).toMatchObject({
      statuses: ['enabled'],
      healths: ['failed'],
      updates: ['none', 'needs_user'],
    });
  });

  test('means to others than admins what their tools can show', () => {
    const filter = readFilter(new URLSearchParams('vendor=patchworks,tray&health=failed&update=none&account=a'), false);
    expect(contractFilter(filter, false)).toEqual({ vendors: ['tray'] });
  });

  test('has values added and taken away', () => {
    const one = withValueTurned(new URLSearchParams('q=x'), 'vendor', 'tray');
    const two = withValueTurned(one, 'vendor', 'instabase');
    expect(two.get('vendor')).toBe('tray,instabase');
    expect(withValueTurned(withValueTurned(two, 'vendor', 'tray'), 'vendor', 'instabase').toString()).toBe('q=x');
  });

  test('says which columns stand and how close, or nothing of it', () => {
    expect(readLook(new URLSearchParams(''))).toEqual({ changed: null, density: null });
    const shown = withDensity(withColumns(new URLSearchParams(''), ['created', 'health']), 'compact');
    expect(shown.get('columns')).toBe('account,health,update');
    expect(readLook(shown)).toEqual({ changed: ['health', 'created'], density: 'compact' });
    expect(readLook(new URLSearchParams('columns=none&density=tiny'))).toEqual({
      changed: ['account', 'update', 'created'],
      density: null,
    });
    expect(withColumns(new URLSearchParams(''), ['account', 'update', 'created']).get('columns')).toBe('none');
  });
});

describe('two addresses', () => {
  const canonical = (text: string) => canonicalQuery(new URLSearchParams(text));

  test('are of one list whatever the order, what is not said, and what nobody knows', () => {
    expect(canonical('vendor=patchworks,tray&theme=x&view=y')).toBe(canonical('vendor=tray,patchworks'));
    expect(canonical('')).toBe(canonical('sort=-created&density=comfortable&columns=created,update,account'));
    expect(canonical('health=failed')).not.toBe(canonical('health=ok'));
    expect(canonical('columns=none')).not.toBe(canonical(''));
  });

  test('come out of one another unchanged', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.subarray([...vendors]),
        fc.subarray([...instanceStatuses]),
        fc.subarray([...healths]),
        (text, someVendors, statuses, someHealths) => {
          const address = new URLSearchParams({
            q: text.trim(),
            vendor: someVendors.join(','),
            status: statuses.join(','),
            health: someHealths.join(','),
          });
          const once = canonicalQuery(address);
          expect(canonicalQuery(new URLSearchParams(once))).toBe(once);
          expect(readFilter(new URLSearchParams(once), true)).toEqual(readFilter(address, true));
        },
      ),
    );
  });
});
