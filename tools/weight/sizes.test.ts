import { expect, it } from 'vitest';
import { originOf } from './contents.ts';
import { differences, sizesOf } from './sizes.ts';

const text = `| of        | minified kB | gzip kB |
| --------- | ----------- | ------- |
| react-dom | 180.0       | 56.1    |
| src/ui    | 4.2         | 1.6     |

In all 184.2 kB.`;

it('reads the documented sizes', () => {
  expect(sizesOf(text)).toEqual({ 'react-dom': 180_000, 'src/ui': 4_200 });
});

it.each([
  ['small changes are no difference', { 'react-dom': 185_000, 'src/ui': 5_100 }, []],
  ['a package grew', { 'react-dom': 190_000, 'src/ui': 4_200 }, ['  react-dom: documented 180.0 kB, now 190.0 kB']],
  ['a package went', { 'react-dom': 180_000 }, ['  src/ui: documented 4.2 kB, now nothing']],
  [
    'a package came',
    { 'react-dom': 180_000, 'src/ui': 4_200, moment: 60_000 },
    ['  moment: documented nothing, now 60.0 kB'],
  ],
])('%s', (_, measured, lines) => {
  expect(differences(sizesOf(text), measured)).toEqual(lines);
});

it.each([
  ['/home/me/jackfield/node_modules/@mui/material/Button/Button.mjs', '@mui/material'],
  ['/home/me/jackfield/node_modules/urql/node_modules/wonka/dist/wonka.mjs', 'wonka'],
  ['/home/me/jackfield/src/ui/Button.tsx?used', 'src/ui'],
  ['/home/me/jackfield/contract/nouns.ts', 'contract'],
  ['\0rolldown/runtime.js', 'bundler'],
])('%s is of %s', (id, origin) => {
  expect(originOf(id)).toBe(origin);
});
