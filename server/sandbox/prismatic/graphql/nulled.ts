type Answer = Record<string, unknown>;

/**
 * The fault `nulls`: data that breaks its own schema without any error. In lists every second node is null and the others
 * are nodes of nulls; any other object keeps its keys alone.
 */
export function withNulls(data: unknown, names: readonly string[]): unknown {
  if (!isAnswer(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, names.includes(name) ? hollow(value) : value]),
  );
}

function hollow(value: unknown): unknown {
  if (!isAnswer(value)) return null;
  if (!Array.isArray(value['nodes'])) return nullEach(value);
  return {
    ...value,
    nodes: value['nodes'].map((node: unknown, place) => (place % 2 === 0 || !isAnswer(node) ? null : nullEach(node))),
  };
}

function nullEach(value: Answer): Answer {
  return Object.fromEntries(Object.keys(value).map((key) => [key, null]));
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
