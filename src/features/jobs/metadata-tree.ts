/** A value of JSON as a tree that can be drawn. */
export interface MetadataNode {
  /** The key or the place in a list; null for the whole. */
  key: string | null;
  /** Its text, where it is no object and no list. */
  text: string | null;
  kind: 'object' | 'list' | 'text' | 'other';
  children: MetadataNode[];
}

/** Beyond this depth a value stands as text, so that no page hangs on what a package says of itself. */
const deepest = 12;

/** Reads JSON text as a tree; null when it does not parse. */
export function readMetadata(text: string): MetadataNode | null {
  try {
    const value: unknown = JSON.parse(text);
    return nodeOf(null, value, 0);
  } catch {
    return null;
  }
}

function nodeOf(key: string | null, value: unknown, depth: number): MetadataNode {
  if (typeof value === 'string') return { key, text: value, kind: 'text', children: [] };
  if (typeof value !== 'object' || value === null || depth >= deepest) {
    return { key, text: JSON.stringify(value), kind: 'other', children: [] };
  }
  const entries: [string, unknown][] = Object.entries(value);
  return {
    key,
    text: null,
    kind: Array.isArray(value) ? 'list' : 'object',
    children: entries.map(([name, child]) => nodeOf(name, child, depth + 1)),
  };
}
