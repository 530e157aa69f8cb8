/**
 * `npm run prove`: the long proofs, which `npm test` has no time for. What they find is written into docs/reliability.md.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './support/build.mjs';
import { demandNode, ensureInstalled } from './support/install.mjs';
import { root } from './support/paths.mjs';

demandNode();
ensureInstalled();
ensureBuilt();
const proofs = spawn(
  process.execPath,
  [join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'tools/prove.ts', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
proofs.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
