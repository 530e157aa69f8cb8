import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SettingsError } from '../../platform/settings/settings-error.ts';
import { loadHooks } from './load-hooks.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-hooks-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

async function refusalOf(name: string): Promise<string> {
  const error: unknown = await loadHooks(name).then(
    () => null,
    (failure: unknown) => failure,
  );
  if (!(error instanceof SettingsError)) throw new Error(`it was not refused in a sentence: ${String(error)}`);
  return error.message;
}

test('nothing named, nothing loaded', async () => {
  expect(await loadHooks(null)).toEqual({});
});

test('takes the functions it knows and leaves the rest, by path, relative path and file URL', async () => {
  const file = await written(
    'some.mjs',
    'export const validate = () => ({}); export const other = 1; export default {};',
  );
  const names = [file, relative(process.cwd(), file), pathToFileURL(file).href];
  const loaded = await Promise.all(names.map((name) => loadHooks(name)));
  expect(loaded.map((hooks) => Object.keys(hooks))).toEqual([['validate'], ['validate'], ['validate']]);
});

test('a hook that is no function stops the start with setting and module', async () => {
  const file = await written('wrong.mjs', 'export const beforeEnable = true; export const validate = "x";');
  expect(await refusalOf(file)).toBe(
    `JACKFIELD_HOOKS names ${file}, whose beforeEnable and validate must be a function.`,
  );
});

test('a module without any hook stops it too: a check would be believed to be in force', async () => {
  const file = await written('misspelt.mjs', 'export const beforeEnabled = () => ({ allow: true });');
  expect(await refusalOf(file)).toContain('exports none of beforeEnable, upgradeValues and validate');
});

test.each([
  ['is not there', 'missing.mjs', null],
  ['cannot be read', 'broken.mjs', 'export const = 1'],
  ['throws when it is loaded', 'throwing.mjs', 'throw new Error("no key file\\nsecond line")'],
])('a module that %s stops it in one sentence', async (_how, name, text) => {
  const file = text === null ? join(folder, name) : await written(name, text);
  const refusal = await refusalOf(file);
  expect(refusal).toContain(`JACKFIELD_HOOKS names ${file}, which cannot be loaded: `);
  expect(refusal).not.toContain('\n');
});
