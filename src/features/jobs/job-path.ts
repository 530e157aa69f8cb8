import { partsOfPath } from '#contract/folder-paths.ts';
import { paths } from '#src/lib/paths.ts';

/** The space that a folder lies in, as `<owner>/<name>`; null where it lies in none. */
export function spaceOf(folder: string | null): string | null {
  const parts = folder === null ? null : partsOfPath(folder);
  return parts !== null && parts.length >= 2 ? parts.slice(0, 2).join('/') : null;
}

/** The page of a job. It is told the space that the job writes into, in which the vendor has to look for it. */
export function jobPath(instanceId: string, jobId: string, folder: string | null): string {
  const space = spaceOf(folder);
  const path = paths.job.to(instanceId, jobId);
  return space === null ? path : `${path}?${new URLSearchParams({ space }).toString()}`;
}
