import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { seconds } from './install.mjs';
import { root } from './paths.mjs';

const patienceMs = 2_400_000;

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of running) killGroup(child);
    process.exit(130);
  });
}

/** A command that runs a program from node_modules with this Node, without a shell in between. */
export function node(program, ...args) {
  return () => run(process.execPath, [join(root, 'node_modules', program), ...args]);
}

/**
 * Runs one part's commands until one fails, and says in one line how it went and how long it took; what they printed
 * is shown only after a failure, but for what matches `worthTelling`. Each command answers `{ succeeded, output }`.
 */
export async function runPart(name, commands, worthTelling) {
  const startedAt = performance.now();
  let result = { succeeded: true, output: '' };
  for (const command of commands) {
    if (result.succeeded) result = await command();
  }
  const verdict = result.succeeded ? 'ok' : 'FAILED';
  const told = worthTelling?.exec(result.output)?.[0] ?? '';
  console.log(`${name.padEnd(20)} ${verdict.padEnd(6)} ${seconds(startedAt).padStart(8)}  ${told}`.trimEnd());
  if (!result.succeeded) console.log(`${result.output.trimEnd()}\n`);
  return result.succeeded;
}

/** Runs a program to its end; one that hangs is ended with all it has started. */
export function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running.add(child);
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const alarm = setTimeout(() => {
      output += `\nIt was ended after ${patienceMs / 1000} s.`;
      killGroup(child);
    }, patienceMs);
    const settle = (succeeded, reason = '') => {
      clearTimeout(alarm);
      running.delete(child);
      resolve({ succeeded, output: output + reason });
    };
    child.once('error', (error) => settle(false, error.message));
    // Not `close`: a daemon that inherited the pipes would keep it from coming.
    child.once('exit', (code) => setImmediate(() => settle(code === 0)));
  });
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}
