import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';
import { precompress } from './tools/precompress.ts';
import { weighBundle } from './tools/weight/weigh-bundle.ts';

/**
 * What every visit loads comes in two files and not in one for each place that shares something: they compress better, and
 * the libraries stay in the browser's cache when only our own code changed.
 */
const firstLoad = [
  { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 1 },
  { name: 'first-load', tags: ['$initial'] },
] satisfies Rolldown.CodeSplittingGroup[];

/**
 * `vite build` makes the page (dist/client); `vite build --ssr` bundles the server and the stand-alone sandbox
 * (dist/server), leaving packages outside.
 */
export default defineConfig(({ isSsrBuild }) => ({
  plugins: isSsrBuild ? [] : [react(), precompress(), weighBundle()],
  build: isSsrBuild
    ? {
        ssr: true,
        outDir: 'dist/server',
        copyPublicDir: false,
        target: 'node20',
        rolldownOptions: { input: { main: 'server/main.ts', sandbox: 'server/sandbox/main.ts' } },
      }
    : {
        outDir: 'dist/client',
        sourcemap: false,
        target: 'es2022',
        manifest: true,
        rolldownOptions: { output: { codeSplitting: { groups: firstLoad } } },
      },
  // Replaced by a fresh nonce in every answer (server/gateway/document.ts).
  html: { cspNonce: 'JACKFIELD_NONCE' },
  server: { port: 4100 },
  test: {
    // Much of the time goes by waiting for sockets and timers, so more files than cores may run at once.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        // As Node does: else graphql is loaded twice, as a module here and as CommonJS by the packages that require it.
        resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
        test: {
          name: 'server',
          environment: 'node',
          globalSetup: ['server/testing/global-setup.ts'],
          // Vendor faults are waited out in real time here and there, also on a machine that has much else to do.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: ['server/**/*.test.ts', 'contract/**/*.test.ts', 'tools/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'happy-dom',
          include: ['src/**/*.test.{ts,tsx}'],
          setupFiles: ['src/testing/setup.ts'],
          // Longer than one wait for something to appear (src/testing/setup.ts), so that it is said what did not.
          testTimeout: 60_000,
        },
      },
    ],
  },
}));
