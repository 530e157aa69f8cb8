import { existsSync } from 'node:fs';
import { type Bench, readBenchOptions } from './bench.ts';
import { connectors } from './connectors.ts';
import { scrolling } from './scrolling.ts';
import { lists } from './lists.ts';
import { sync } from './sync.ts';
import { typing } from './typing.ts';

/** `npm run bench -- <name> [--option number]`: what it costs. Ends with 1 when the bench's bar is exceeded. */
const benches: Record<string, Bench> = { connectors, lists, scrolling, sync, typing };

const [name = '', ...words] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
const say = (line: string) => void process.stdout.write(`${line}\n`);

if (!bench) {
  say(`Which bench? There are: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
} else if (!existsSync('dist/server/main.js')) {
  say('Nothing has been built yet: npm run build.');
  process.exitCode = 2;
} else {
  process.exitCode = (await bench.run(readBenchOptions(words, bench.options), say)) ? 0 : 1;
}
