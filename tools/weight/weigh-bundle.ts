import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Plugin, minifySync, type Rolldown } from 'vite';
import { contentsFile, type FileContents, originOf, type Weight } from './contents.ts';

/** What draws /instances. When it becomes a lazy file, that file still belongs to the first load. */
const firstPage = 'src/pages/InstancesPage/InstancesPage.tsx';

/** Writes beside the build what each of its JavaScript files holds, by package: for the gate and for the documents. */
export function weighBundle(): Plugin {
  return {
    name: 'weigh-bundle',
    apply: 'build',
    writeBundle: async (_options, bundle) => {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const firstLoad = filesOfFirstLoad(chunks);
      const contents = chunks.map((chunk) => weigh(chunk, firstLoad.has(chunk.fileName)));
      await mkdir(path.dirname(contentsFile), { recursive: true });
      await writeFile(contentsFile, JSON.stringify(contents, null, 2));
    },
  };
}

/** The page's entry and what draws /instances, with everything they import statically. */
function filesOfFirstLoad(chunks: Rolldown.OutputChunk[]): Set<string> {
  const roots = chunks.filter(
    ({ isEntry, moduleIds }) => isEntry || moduleIds.some((id) => id.replaceAll('\\', '/').endsWith(firstPage)),
  );
  if (!roots.some(({ moduleIds }) => moduleIds.some((id) => id.replaceAll('\\', '/').endsWith(firstPage)))) {
    throw new Error(`${firstPage} is gone: say in tools/weight/weigh-bundle.ts what draws /instances now.`);
  }
  const found = new Set<string>();
  const collect = (chunk: Rolldown.OutputChunk) => {
    if (found.has(chunk.fileName)) return;
    found.add(chunk.fileName);
    for (const imported of chunks) {
      if (chunk.imports.includes(imported.fileName)) collect(imported);
    }
  };
  for (const root of roots) collect(root);
  return found;
}

/**
 * The bundler knows a module's size only before it is minified. So each is minified and compressed alone, and the file's
 * own two sizes are divided in the ratio of what came out.
 */
function weigh(chunk: Rolldown.OutputChunk, isFirstLoad: boolean): FileContents {
  const whole = weightOf(chunk.code);
  const alone: Record<string, Weight> = {};
  const sum = { bytes: 0, gzipBytes: 0 };
  for (const [id, { code }] of Object.entries(chunk.modules)) {
    if (!code) continue;
    const { bytes, gzipBytes } = weightOf(minifyAlone(code));
    const origin = (alone[originOf(id)] ??= { bytes: 0, gzipBytes: 0 });
    origin.bytes += bytes;
    origin.gzipBytes += gzipBytes;
    sum.bytes += bytes;
    sum.gzipBytes += gzipBytes;
  }
  const shares = Object.entries(alone).map(([origin, { bytes, gzipBytes }]) => [
    origin,
    {
      bytes: Math.round((bytes / sum.bytes) * whole.bytes),
      gzipBytes: Math.round((gzipBytes / sum.gzipBytes) * whole.gzipBytes),
    },
  ]);
  return { ...whole, file: chunk.fileName, name: chunk.name, isFirstLoad, origins: Object.fromEntries(shares) };
}

/** Alone, nothing of a module is used, so that what nobody uses must be kept. */
function minifyAlone(code: string): string {
  const { code: minified, errors } = minifySync('module.js', code, { module: true, compress: { unused: false } });
  if (errors.length > 0) throw new Error(`A module cannot be minified alone: ${errors.map(String).join(', ')}`);
  return minified;
}

function weightOf(code: string): Weight {
  return { bytes: Buffer.byteLength(code), gzipBytes: gzipSync(code, { level: 9 }).length };
}
