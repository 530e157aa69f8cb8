import { existsSync, readFileSync } from 'node:fs';

const page = 'src/pages/InstancesPage/InstancesPage.tsx';
if (!existsSync(page)) throw new Error(`${page} is gone: say in .size-limit.mjs what draws /instances now.`);

/** What a browser must load before /instances can be drawn, if it is a chunk of its own, with all its static imports. */
const manifest = JSON.parse(readFileSync('dist/client/.vite/manifest.json', 'utf8'));
const roots = Object.keys(manifest).filter((key) => key === 'index.html' || key === page);

const chunks = new Set();
function collect(key) {
  if (chunks.has(key)) return;
  chunks.add(key);
  for (const imported of manifest[key].imports ?? []) collect(imported);
}
for (const key of roots) collect(key);

const files = [...chunks].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'));

export default [
  {
    name: 'JavaScript of the first load of /instances (gzip)',
    path: files.map((file) => `dist/client/${file}`),
    limit: '200 kB',
    gzip: true,
  },
];
