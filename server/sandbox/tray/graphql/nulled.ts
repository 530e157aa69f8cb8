import type { OperationField } from './operation-fields.ts';

type Answer = Record<string, unknown>;

/**
 * The fault `nulls`: data that breaks its own schema without any error. In the lists of the matched fields every first edge
 * is null, every second has a null node, every third a node of nulls; a list without edges loses its `edges`, and any
 * other value keeps its keys alone.
 */
export function withNulls(data: unknown, fields: readonly OperationField[]): unknown {
  return fields.reduce((result, { responsePath }) => replaceAt(result, responsePath, hollow), data);
}

function replaceAt(value: unknown, path: readonly string[], replace: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replace(value);
  return isAnswer(value) ? { ...value, [key]: replaceAt(value[key], rest, replace) } : value;
}

function hollow(value: unknown): unknown {
  if (!isAnswer(value)) return null;
  if (!Array.isArray(value['edges'])) return nullEach(value);
  return { ...value, edges: value['edges'].length > 0 ? value['edges'].map(hollowEdge) : null };
}

function hollowEdge(edge: unknown, place: number): unknown {
  if (place % 3 === 0 || !isAnswer(edge)) return null;
  if (place % 3 === 1 || !isAnswer(edge['node'])) return { ...edge, node: null };
  return { ...edge, node: nullEach(edge['node']) };
}

function nullEach(value: Answer): Answer {
  return Object.fromEntries(Object.keys(value).map((key) => [key, null]));
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
