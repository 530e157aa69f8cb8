import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { seconds } from './install.mjs';
import { root } from './paths.mjs';

const sources = [
  'contract',
  'src',
  'server',
  'public',
  'index.html',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];
const results = ['dist/client/index.html', 'dist/server/main.js', 'dist/server/sandbox.js'];

/** Builds page and server when a source is newer than what was built. Ends the process when that fails. */
export function ensureBuilt() {
  if (isBuilt()) return;
  const startedAt = performance.now();
  console.log('Building …');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  for (const args of [['build'], ['build', '--ssr']]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [vite, ...args, '--logLevel', 'warn'], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) {
      console.error(`${stdout}${stderr}\nThe build failed; the lines above say why.`);
      process.exit(1);
    }
  }
  console.log(`Built in ${seconds(startedAt)}.`);
}

function isBuilt() {
  try {
    const builtAt = Math.min(...results.map((path) => statSync(join(root, path)).mtimeMs));
    return sources.every((path) => newestIn(join(root, path)) <= builtAt);
  } catch {
    return false;
  }
}

/** The time of the newest file below `path`. Folders count too: a file that was deleted changes only them. */
function newestIn(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
