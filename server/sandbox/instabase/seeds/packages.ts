import type { InstabaseDatabase } from '../database/tables.ts';
import { publicOwner } from '../vocabulary.ts';
import { operator } from './users.ts';

/** The drive in each space, with the space Instabase's own examples have in its name. */
export const drive = 'fs/Instabase Drive';

/** The files of an account that can be deployed, and one that cannot because its `package.json` lacks the version. */
export async function addFirstPackages(database: InstabaseDatabase, username: string): Promise<string[]> {
  const folder = `${username}/claims/${drive}/packages`;
  return add(database, [
    file(folder, username, 'Contract review', '1.0.0', {}),
    file(folder, username, 'Contract review', '1.1.0', {}),
    file(folder, username, 'Expense claims', '2.0.0', { visibility: 'PUBLIC' }),
    file(folder, username, 'Half a package', '0.1.0', { version: undefined }),
  ]);
}

/** The operator's own file, promoted as the vendor's tools promote: public, and owned by nobody. */
export async function addOperatorPackages(database: InstabaseDatabase): Promise<void> {
  const folder = `${operator.username}/releases/${drive}/packages`;
  await add(database, [
    file(folder, publicOwner, 'Passport reader', '3.0.0', { visibility: 'PUBLIC' }),
    file(folder, operator.username, 'Address cleaner', '1.0.0', {}),
  ]);
}

function file(folder: string, owner: string, name: string, version: string, more: Record<string, unknown>) {
  return {
    path: `${folder}/${name.toLowerCase().replaceAll(' ', '-')}-${version}.ibsolution`,
    package_json: JSON.stringify({
      name,
      version,
      owner,
      solution_type: 'ibflowbin',
      visibility: 'PRIVATE',
      short_description: `${name}, version ${version}`,
      long_description: `Reads documents for ${name.toLowerCase()} and hands on what they say.`,
      authors: ['Document Automation'],
      ...more,
    }),
  };
}

async function add(database: InstabaseDatabase, files: { path: string; package_json: string }[]): Promise<string[]> {
  await database
    .insertInto('packages')
    .values(files)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return files.map(({ path }) => path);
}
