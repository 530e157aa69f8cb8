import { readFileSync } from 'node:fs';

/** What a browser must load before /instances can be drawn: these, and whatever they import statically. */
const firstLoad = [/^index\.html$/, /^src\/app\//, /^src\/pages\/InstancesPage\/InstancesPage\.tsx$/];

const manifest = JSON.parse(readFileSync('dist/client/.vite/manifest.json', 'utf8'));
const roots = Object.keys(manifest).filter((key) => firstLoad.some((pattern) => pattern.test(key)));
if (!roots.some((key) => key.includes('InstancesPage'))) {
  throw new Error('The instances page is not a chunk of its own any more: say in .size-limit.mjs where it is now.');
}

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
