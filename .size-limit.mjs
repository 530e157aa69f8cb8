import { readFileSync } from 'node:fs';

/** What the build says about its files (tools/weight/weigh-bundle.ts). */
const contents = JSON.parse(readFileSync('dist/client/.vite/contents.json', 'utf8'));
const firstLoad = contents.filter(({ isFirstLoad }) => isFirstLoad);
const [heaviest] = contents
  .filter(({ isFirstLoad }) => !isFirstLoad)
  .toSorted((one, other) => other.gzipBytes - one.gzipBytes);

export default [
  {
    name: 'JavaScript of the first load of /instances (gzip)',
    path: firstLoad.map(({ file }) => `dist/client/${file}`),
    limit: '200 kB',
    gzip: true,
  },
  {
    // When the heaviest passes, all do.
    name: `Heaviest lazy file, ${heaviest.name} (gzip)`,
    path: `dist/client/${heaviest.file}`,
    limit: '60 kB',
    gzip: true,
  },
];
