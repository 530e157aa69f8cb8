/**
 * `npm start`: from a fresh clone to a running Jackfield. Uses nothing but Node's own modules until the packages are
 * there. The server then runs in this very process, so that signals, exit code and output are its own.
 */
import { ensureBuilt } from './support/build.mjs';
import { endWithNpm } from './support/end-with-npm.mjs';
import { demandNode, ensureInstalled } from './support/install.mjs';
import { root } from './support/paths.mjs';
import { demandFreePorts, imitatedVendors, portSetting } from './support/ports.mjs';
import { presentVendorSettings } from './support/settings.mjs';

demandNode();
const sandboxOnly = process.argv.includes('--sandbox-only');

const port = portSetting();
if (port !== null) {
  const startsSandbox =
    sandboxOnly || (process.env.JACKFIELD_SANDBOX !== 'external' && presentVendorSettings().length === 0);
  const ports = [
    ...(sandboxOnly ? [] : [port]),
    ...(startsSandbox ? imitatedVendors.map((place) => port + place) : []),
  ];
  await demandFreePorts(ports, sandboxOnly ? 'npm run sandbox' : 'npm start');
}

ensureInstalled();
ensureBuilt();
// Relative settings, and the server's own, start from here.
process.chdir(root);
endWithNpm();
await import(sandboxOnly ? '../dist/server/sandbox.js' : '../dist/server/main.js');
