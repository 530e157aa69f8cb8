/** A path of Instabase's file system without slashes at its ends: `<space owner>/<space>/fs/<drive>/<folders…>`. */
export function trimmedPath(path: string): string {
  return path.replaceAll(/^\/+|\/+$/g, '');
}

/** The user whose space a path lies in. */
export function ownerOfPath(path: string): string {
  return trimmedPath(path).split('/')[0] ?? '';
}

/** What a path says besides whose space it lies in: the part that may hold a marker, whatever the owner is called. */
export function withoutOwner(path: string): string {
  return trimmedPath(path).split('/').slice(1).join('/');
}

/** The space a path lies in, as `<owner>/<name>`; null when the path names none or climbs out of it. */
export function spaceOfPath(path: string): string | null {
  const [owner, space, ...folders] = trimmedPath(path).split('/');
  if (!owner || !space) return null;
  return [owner, space, ...folders].includes('..') ? null : `${owner}/${space}`;
}
