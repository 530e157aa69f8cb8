import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const oldestNode = [20, 19];

/** Ends the process with a sentence when this Node is too old for what is about to run. */
export function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(
    `Jackfield needs Node ${oldestNode.join('.')} or newer, and this is ${process.versions.node}; get one from https://nodejs.org.`,
  );
  process.exit(1);
}

/** Installs the packages of the lockfile when those in node_modules are not the same. Ends the process when it fails. */
export function ensureInstalled() {
  install(root, 'packages');
}

/** The same for the vendors' own clients, which only the tests run: they weigh more than all else that is installed for them. */
export function ensureVendorClients() {
  install(join(root, 'tools', 'vendor-clients'), 'the vendors’ own clients');
}

function install(folder, what) {
  if (isInstalled(folder)) return;
  const startedAt = performance.now();
  console.log(`Installing ${what} …`);
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // Inside an npm script this is npm's own program; it spares the search, and on Windows the shell.
  const npm = process.env.npm_execpath;
  const { status } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: folder, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error('They could not be installed; the lines above say why.');
    process.exit(1);
  }
  console.log(`Installed in ${seconds(startedAt)}.`);
}

/**
 * Compares the lockfile with the one npm leaves in node_modules when it has finished. Optional packages may be missing:
 * most of them are for other platforms.
 */
function isInstalled(folder) {
  try {
    const wanted = readPackages(join(folder, 'package-lock.json'));
    const present = readPackages(join(folder, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(
      ([path, { version, optional, link }]) =>
        path === '' || optional === true || link === true || present[path]?.version === version,
    );
  } catch {
    return false;
  }
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** How long ago `startedAt` (of `performance.now()`) was. */
export function seconds(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
