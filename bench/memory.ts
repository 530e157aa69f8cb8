import { readFile } from 'node:fs/promises';

/** What a process holds in memory, in MB: now, and the most since it began. */
export async function memoryOf(pid: number): Promise<{ nowMb: number; peakMb: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return { nowMb: megabytes(status, 'VmRSS'), peakMb: megabytes(status, 'VmHWM') };
}

function megabytes(status: string, field: string): number {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`the kernel does not tell ${field}`);
  return Math.round(Number(kilobytes) / 1024);
}

/** Clock ticks of the kernel's own accounts in a second. */
const ticksPerSecond = 100;

/** How long a process has kept a processor busy so far, in seconds; unlike time on the wall it does not grow with other work. */
export async function processorSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold anything. Behind it the fields are counted from the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
