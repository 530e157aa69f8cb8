import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './parts.mjs';

const files = [
  'server/gateway/graphql/schema.generated.ts',
  'src/api/graphql-env.generated.d.ts',
  'docs/capabilities.md',
  'docs/connector-options.md',
];

/** Generates again and compares: a schema that was changed alone would leave resolvers and documents behind. */
export async function generatedFilesAreCurrent() {
  const before = await read();
  const made = await run(process.execPath, [join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'tools/generate.ts']);
  if (!made.succeeded) return made;
  const after = await read();
  const stale = files.filter((_, index) => before[index] !== after[index]);
  return { succeeded: stale.length === 0, output: `Made anew, because they were not current: ${stale.join(', ')}` };
}

function read() {
  return Promise.all(files.map((file) => readFile(join(root, file), 'utf8').catch(() => null)));
}
