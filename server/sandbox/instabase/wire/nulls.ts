/**
 * The answer with holes where a vendor under strain might leave them: the first row of a list is null, the second is there
 * with nothing in it, an object has no values, and a bare value is null.
 */
export function withNulls(answer: unknown): unknown {
  return mapValues(answer, (value) => {
    if (Array.isArray(value)) {
      const rows: unknown[] = value;
      return rows.map((row, place) => {
        if (place === 0) return null;
        return place === 1 ? mapValues(row, () => null) : row;
      });
    }
    return mapValues(value, () => null);
  });
}

function mapValues(value: unknown, change: (value: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]: [string, unknown]) => [key, change(inner)]));
}
