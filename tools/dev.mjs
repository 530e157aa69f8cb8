/**
 * `npm run dev`: Vite's development server stands in front on PORT and reloads the page's modules as they change; it
 * passes `/api` on to the real server on PORT + 10 (its sandboxes follow at PORT + 11), which is bundled again and
 * restarted on each change. Without the server's own document there is no CSP here: what it forbids shows in
 * `npm start` and in the browser tests.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ensureBuilt } from './support/build.mjs';
import { endWithNpm } from './support/end-with-npm.mjs';
import { demandNode, ensureInstalled } from './support/install.mjs';
import { root } from './support/paths.mjs';
import { demandFreePorts, imitatedVendors, portSetting } from './support/ports.mjs';

demandNode();
const port = portSetting() ?? 4100;
const serverPort = port + 10;
await demandFreePorts([port, serverPort, ...imitatedVendors.map((place) => serverPort + place)], 'npm run dev');
ensureInstalled();
// The server serves, and demands, a built page, although nobody looks at it here.
ensureBuilt();

const { build, createServer } = await import('vite');

// Apart from what npm start runs, which may be running.
const outDir = join('dist', 'development');

let server;
let restarting = Promise.resolve();

async function restartServer() {
  if (server !== undefined && server.exitCode === null && server.signalCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  server = spawn(process.execPath, [join(root, outDir, 'main.js')], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PORT: String(serverPort) },
  });
}

const watcher = await build({ root, logLevel: 'warn', build: { ssr: true, outDir, watch: {} } });
watcher.on('event', (event) => {
  if (event.code === 'ERROR') console.error(event.error.message);
  if (event.code !== 'BUNDLE_END') return;
  void event.result?.close();
  restarting = restarting.then(restartServer);
});

const page = await createServer({
  root,
  server: { port, strictPort: true, proxy: { '/api': { target: `http://localhost:${serverPort}` } } },
});
await page.listen();
console.log(`http://localhost:${port} reloads as you type; the server behind it is on ${serverPort}.`);

async function stop() {
  // The server first, and whatever becomes of the rest: left behind, it would keep its ports and its database.
  // In a terminal Ctrl-C has reached it too; a second SIGTERM changes nothing.
  server?.kill('SIGTERM');
  await Promise.allSettled([watcher.close(), page.close(), restarting]);
  server?.kill('SIGTERM');
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());
endWithNpm();
