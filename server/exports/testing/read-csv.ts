/**
 * Reads a file by the grammar of RFC 4180, and by nothing else: records end with CR LF, and a field with a quotation mark, a comma or
 * an end of line in it stands in quotation marks. Throws for what the grammar does not have. An empty file has no records.
 */
export function readCsv(file: string): string[][] {
  const records: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  let record: string[] = [];
  while (field.lastIndex < file.length) {
    const from = field.lastIndex;
    const match = field.exec(file);
    if (!match) throw new Error(`no field at ${from}: ${JSON.stringify(file.slice(from, from + 40))}`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    records.push(record);
    record = [];
  }
  if (record.length > 0) throw new Error('the last record does not end');
  return records;
}
