const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Lays JSON text out, two spaces to a level. Only the space between its tokens changes, so that a long number keeps its
 * digits, which it would lose on the way through a number. The text must be JSON.
 */
export function formatJson(text: string): string {
  const tokens = text.match(token) ?? [];
  let depth = 0;
  let laidOut = '';
  for (const [index, part] of tokens.entries()) {
    const next = tokens[index + 1] ?? '';
    if (part === '}' || part === ']') depth -= 1;
    const isEmpty = (part === '{' && next === '}') || (part === '[' && next === ']');
    if (part === '{' || part === '[') depth += 1;
    laidOut += part === ':' ? ': ' : part;
    const breaksAfter = part === ',' || ((part === '{' || part === '[') && !isEmpty);
    const breaksBefore = (next === '}' || next === ']') && !isEmpty;
    if (breaksAfter || breaksBefore) laidOut += `\n${'  '.repeat(Math.max(0, breaksBefore ? depth - 1 : depth))}`;
  }
  return laidOut;
}
