/** Headers as somebody types them, one a line: `Name: value`. Null where a line is nothing of the kind. */
export function parseHeaders(text: string): Record<string, string> | null {
  const headers: Record<string, string> = {};
  for (const line of text.split('\n').map((part) => part.trim())) {
    if (line === '') continue;
    const [, name, value] = /^([\w-]{1,100}):[ \t]*([\t\x20-\x7e]{0,2000})$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    headers[name] = value;
  }
  return headers;
}
