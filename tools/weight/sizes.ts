/** Minified bytes by name. */
export type Sizes = Record<string, number>;

/** So much may have changed without the document being wrong: not every byte is worth a line of it. */
const tolerance = { share: 0.05, bytes: 1_000 };

/** What a table of the document says: its first column are names, its second kilobytes. */
export function sizesOf(text: string): Sizes {
  const rows = [...text.matchAll(/^\| ([^|]+) \| +([\d.]+) +\|/gm)];
  return Object.fromEntries(rows.map(([, name, kilobytes]) => [(name ?? '').trim(), Number(kilobytes) * 1000]));
}

/** Where the documented sizes have left the true ones, a line each. What weighs next to nothing may be missing. */
export function differences(documented: Sizes, measured: Sizes): string[] {
  const names = new Set([...Object.keys(documented), ...Object.keys(measured)]);
  return [...names].flatMap((name) => {
    const before = documented[name] ?? 0;
    const now = measured[name] ?? 0;
    const allowed = Math.max(tolerance.bytes, Math.max(before, now) * tolerance.share);
    return Math.abs(now - before) > allowed ? [`  ${name}: documented ${words(before)}, now ${words(now)}`] : [];
  });
}

function words(bytes: number): string {
  return bytes === 0 ? 'nothing' : `${(bytes / 1000).toFixed(1)} kB`;
}
