import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';
import { createRandom } from './random.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('docs/reliability.md', () => {
  it('names only commands that there are, with options that they know', async () => {
    const page = await readFile(`${root}docs/reliability.md`, 'utf8');
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
    const commands = [...page.matchAll(/`npm (?:run )?(\w+)(?: -- ([^`]+))?`/g)];
    expect(commands.length).toBeGreaterThan(3);
    for (const [, script = '', options] of commands) {
      expect(Object.keys(scripts)).toContain(script);
      // Throws for an option that there is none of; without options there is nothing to misname.
      readOptions(options === undefined ? [] : options.split(' '));
    }
  });
});

describe('npm run prove', () => {
  it('says its seed, and leaves the page alone when it proves too little', async () => {
    const page = await readFile(`${root}docs/reliability.md`, 'utf8');
    const words = ['--rounds', '0', '--postgres-rounds', '0', '--rounds-only', '--seed', '7'];
    const { status, stdout } = spawnSync(
      process.execPath,
      [`${root}node_modules/tsx/dist/cli.mjs`, 'tools/prove.ts', ...words],
      { cwd: root, encoding: 'utf8' },
    );
    expect(stdout).toContain('The seed is 7: npm run prove -- --seed 7');
    expect(status).toBe(0);
    expect(await readFile(`${root}docs/reliability.md`, 'utf8')).toBe(page);
  });

  it('refuses what it does not understand', () => {
    expect(() => readOptions(['--rounds', 'many'])).toThrow('--rounds must be a whole number.');
    expect(() => readOptions(['--round', '3'])).toThrow(/Unknown option/);
  });

  it('draws the same numbers from the same seed', () => {
    const draw = (seed: number) => Array.from({ length: 20 }, createRandom(seed).next);
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
    expect(draw(5).every((number) => number >= 0 && number < 1)).toBe(true);
  });
});
