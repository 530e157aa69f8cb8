import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFiltered, readFilter, toVariables, withParameter, withoutFilter } from './list-filter.ts';

test('reads what it knows and drops the rest', () => {
  const filter = readFilter(new URLSearchParams('q=%20a%20&status=enabled&vendor=acme&sort=-name&account=x'), false);
  expect(filter).toMatchObject({ search: 'a', statuses: ['enabled'], vendors: [], accountId: 'x' });
  expect(filter.sort).toEqual({ field: 'name', isDescending: true });
  expect(readFilter(new URLSearchParams('sort=password'), false).sort).toEqual({
    field: 'created',
    isDescending: true,
  });
});

test('the scope of an account is sent for admins only', () => {
  const filter = readFilter(new URLSearchParams('account=x'), false);
  expect(toVariables(filter, false).filter).toEqual({});
  expect(toVariables(filter, true).filter).toEqual({ accountId: 'x' });
});

test('what needs a person is asked for by name', () => {
  const filter = readFilter(new URLSearchParams('needs=me'), false);
  expect(filter.needsPerson).toBe(true);
  expect(isFiltered(filter)).toBe(true);
  expect(toVariables(filter, false).filter).toEqual({ needsPerson: true });
  expect(readFilter(new URLSearchParams('needs=everybody'), false).needsPerson).toBe(false);
  expect(withoutFilter(new URLSearchParams('needs=me&sort=name')).toString()).toBe('sort=name');
});

test('clearing keeps the order and what is not a filter', () => {
  const cleared = withoutFilter(new URLSearchParams('q=a&sort=name&status=enabled&theme=x'));
  expect(cleared.toString()).toBe('sort=name&theme=x');
  expect(isFiltered(readFilter(cleared, false))).toBe(false);
});

test('what is written is what is read, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const written = withParameter(new URLSearchParams(), 'q', text.trim());
      expect(readFilter(new URLSearchParams(written.toString()), false).search).toBe(text.trim());
    }),
  );
});
