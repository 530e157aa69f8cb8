import { mkdir, mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import zones from '../.dependency-cruiser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tops = ['contract', 'src', 'server', 'tools', 'e2e', 'bench'];

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return (
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      // The vendors' own clients stand in a folder of their own.
      .filter((file) => !file.includes('/node_modules/'))
  );
}

const files = (await Promise.all(tops.map(filesBelow))).flat().toSorted();
const code = files.filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.includes('.generated.'));
const shipped = code.filter((file) => !/\.(test|fixture|e2e)\.|\/testing\/|^e2e\/|^tools\//.test(file));

/** The files of `among` in which `pattern` occurs, each with its first occurrence. */
async function offenders(among: string[], pattern: RegExp): Promise<string[]> {
  const found = await Promise.all(
    among.map(async (file) => {
      const match = pattern.exec(await readFile(join(root, file), 'utf8'));
      return match === null ? [] : [`${file}: ${match[0]}`];
    }),
  );
  return found.flat();
}

describe('the zones', () => {
  it.each([
    ['contract/nouns.ts', 'server/platform/clock.ts', 'contract-stands-alone'],
    ['src/lib/money.ts', 'server/platform/clock.ts', 'browser-knows-no-server'],
    ['src/pages/NewPage/NewPage.tsx', 'src/app/main.tsx', 'nothing-imports-app'],
    ['src/pages/NewPage/NewPage.tsx', 'src/pages/OldPage/OldPage.tsx', 'pages-are-apart'],
    ['src/features/newest/list.ts', 'src/pages/OldPage/OldPage.tsx', 'features'],
    ['src/features/newest/list.ts', 'src/features/other/inside/row.ts', 'features-keep-their-inside'],
    ['src/pages/NewPage/NewPage.tsx', 'src/vendors/acme/AcmePanel.tsx', 'pages'],
    ['src/ui/Button.tsx', 'src/features/other/row.ts', 'ui'],
    ['server/platform/clock.ts', 'server/audit/log.ts', 'platform'],
    ['server/inventory/list.ts', 'server/operations/journal.ts', 'inventory'],
    ['server/accounts/people.ts', 'server/inventory/list.ts', 'accounts'],
    ['server/gateway/rest.ts', 'server/vendors/acme/client.ts', 'vendors-behind-their-port'],
    ['server/vendors/acme/client.ts', 'server/vendors/other/client.ts', 'vendors-are-apart'],
    ['server/vendors/acme/client.ts', 'server/sandbox/acme/store.ts', 'sandbox-is-outside'],
    ['server/sandbox/acme/store.ts', 'server/vendors/acme/client.ts', 'sandbox-imitates'],
    ['server/gateway/rest.ts', 'server/testing/database.ts', 'testing-is-for-tests'],
    ['e2e/journey.e2e.ts', 'server/platform/clock.ts', 'journeys-are-outside'],
  ])('refuse that %s imports %s', async (from, to, rule) => {
    expect(await violations({ [from]: [to], [to]: [] })).toContain(rule);
  });

  it('refuse cycles between files and between features', async () => {
    const found = await violations({
      'src/features/one/a.ts': ['src/features/other/b.ts'],
      'src/features/other/b.ts': [],
      'src/features/other/c.ts': ['src/features/one/d.ts'],
      'src/features/one/d.ts': [],
      'server/audit/e.ts': ['server/audit/f.ts'],
      'server/audit/f.ts': ['server/audit/e.ts'],
    });
    expect(new Set(found)).toEqual(new Set(['no-cycles', 'no-cycles-between-features']));
  });

  it('let the way of one click pass', async () => {
    const way = [
      'src/app/main.tsx',
      'src/pages/InstancesPage/InstancesPage.tsx',
      'src/features/instances/row.ts',
      'src/api/http.ts',
      'contract/nouns.ts',
    ];
    const answer = [
      'server/main.ts',
      'server/gateway/resolver.ts',
      'server/operations/enable.ts',
      'server/inventory/row.ts',
      'server/accounts/ownership.ts',
      'server/vendors/adapter.ts',
      'server/platform/clock.ts',
    ];
    expect(await violations({ ...chain(way), ...chain(answer) })).toEqual([]);
  });
});

/** Each step imports the next. */
function chain(steps: string[]): Record<string, string[]> {
  return Object.fromEntries(steps.map((step, at) => [step, steps.slice(at + 1, at + 2)]));
}

/** The names of the rules that a project of these files, each with what it imports, breaks. */
async function violations(imports: Record<string, string[]>): Promise<string[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'jackfield-zones-')));
  try {
    for (const [file, targets] of Object.entries(imports)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      const lines = targets.map((target) => `import '${relative(dirname(file), target).replace(/^(?!\.)/, './')}';\n`);
      await writeFile(join(folder, file), lines.join(''));
    }
    const { tsConfig: _, ...options } = zones.options;
    const { output } = await cruise(Object.keys(imports), {
      ...options,
      baseDir: folder,
      ruleSet: { forbidden: zones.forbidden },
      validate: true,
    });
    if (typeof output === 'string') throw new Error(output);
    return output.summary.violations.map(({ rule }) => rule.name);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function settingsIn(file: string): Promise<(string | undefined)[]> {
  return [...(await readFile(join(root, file), 'utf8')).matchAll(/'([A-Z]+_[A-Z_]+)'[,\]]/g)].map(([, name]) => name);
}

describe('the house rules', () => {
  it('name every window that a message is for', async () => {
    expect(
      await offenders(
        shipped.filter((file) => !file.startsWith('server/sandbox/')),
        /postMessage\([^)]*['"]\*['"]/,
      ),
    ).toEqual([]);
  });

  it('take the time from the clock', async () => {
    const timed = shipped.filter((file) => file.startsWith('server/') && !file.startsWith('server/platform/'));
    expect(await offenders(timed, /\bDate\.now\(\)|new Date\(\)/)).toEqual([]);
  });

  it('send values to vendors as variables, never in the text of a document', async () => {
    const vendors = shipped.filter((file) => file.startsWith('server/vendors/'));
    expect(await offenders(vendors, /`\s*(query|mutation|subscription)\b[^`]*\$\{/)).toEqual([]);
  });

  it('keep files short', async () => {
    const lengths = await Promise.all(
      code.map(async (file) => ({ file, lines: (await readFile(join(root, file), 'utf8')).split('\n').length - 1 })),
    );
    expect(lengths.filter(({ lines }) => lines > 350)).toEqual([]);
  });

  it('name files after their component, or in lower case with hyphens', () => {
    const component = /^[A-Z][A-Za-z0-9]*(\.test)?\.tsx$|^[A-Z][A-Za-z0-9]*\.module\.css$/;
    const other = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/;
    const misnamed = files
      .map((file) => basename(file))
      .filter((name) => !component.test(name) && !other.test(name) && name !== 'README.md');
    expect(misnamed).toEqual([]);
  });

  it('count the same settings as a vendor’s in the server and in the tools', async () => {
    const inTools = await settingsIn('tools/support/settings.mjs');
    expect(inTools.length).toBeGreaterThan(10);
    expect(await settingsIn('server/platform/settings/vendor-settings.ts')).toEqual(inTools);
  });
});
