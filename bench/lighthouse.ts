/**
 * What Lighthouse says about three pages on an imitated mobile phone (its own slow 4G and a processor four times slower).
 * `npx tsx bench/lighthouse.ts` after a build; `-- --write` puts the figures into docs/performance.md. Lighthouse is
 * fetched when it is asked for and is no dependency.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../e2e/support/server.ts';
import { findBrowser } from '../tools/support/browser.mjs';
import { circumstances } from '../tools/prove/report.ts';
import { table, writePart } from '../tools/support/document-part.ts';

const lighthouse = 'lighthouse@12.8.2';
const runs = 3;
const block = 30;

interface Report {
  categories: Record<string, { title: string; score: number | null }>;
  audits: Record<string, { title: string; score: number | null; numericValue?: number }>;
}

const server = await startServer(block);
const folder = await mkdtemp(join(tmpdir(), 'jackfield-lighthouse-'));
try {
  const cookie = await signIn();
  const pages: [path: string, cookie: string | null][] = [
    ['/sign-in', null],
    ['/instances', cookie],
    [`/instances/${await firstInstance(cookie)}`, cookie],
  ];
  const rows: string[][] = [];
  for (const [path, as] of pages) rows.push(await measure(path, as));
  const text = table(
    ['page', 'performance', 'accessibility', 'best practices', 'first paint', 'largest paint', 'blocked', 'shift'],
    rows,
  );
  process.stdout.write(`\n${text}\n`);
  if (process.argv.includes('--write')) {
    const place = { page: 'docs/performance.md', part: 'lighthouse', command: 'npx tsx bench/lighthouse.ts --write' };
    await writePart(place, `${circumstances(new Date())} The median of ${runs} runs of ${lighthouse}.\n\n${text}`);
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}

/** One row of the table: the medians of some runs. */
async function measure(path: string, cookie: string | null): Promise<string[]> {
  const reports: Report[] = [];
  for (let run = 0; run < runs; run += 1) reports.push(await report(path, cookie));
  const middle = (of: (one: Report) => number) =>
    reports.map(of).toSorted((one, other) => one - other)[Math.floor(runs / 2)] ?? 0;
  const score = (category: string) => String(Math.round(middle((one) => one.categories[category]?.score ?? 0) * 100));
  const value = (audit: string) => middle((one) => one.audits[audit]?.numericValue ?? 0);
  const failing = Object.values(reports[0]?.audits ?? {}).filter(({ score: given }) => given !== null && given < 0.9);
  process.stdout.write(`${path}: ${failing.map(({ title }) => title).join('; ') || 'nothing to say'}\n`);
  return [
    path.replace(/[0-9a-f-]{36}/, '…'),
    score('performance'),
    score('accessibility'),
    score('best-practices'),
    `${(value('first-contentful-paint') / 1000).toFixed(1)} s`,
    `${(value('largest-contentful-paint') / 1000).toFixed(1)} s`,
    `${Math.round(value('total-blocking-time'))} ms`,
    value('cumulative-layout-shift').toFixed(3),
  ];
}

/** Lighthouse now and then misses the beginning of a trace (`NO_NAVSTART`), and itself says to run it again. */
async function report(path: string, cookie: string | null, mayRepeat = 3): Promise<Report> {
  const file = join(folder, 'report.json');
  const child = spawn(
    'npx',
    [
      '--yes',
      lighthouse,
      `${server.origin}${path}`,
      '--quiet',
      '--output=json',
      `--output-path=${file}`,
      '--only-categories=performance,accessibility,best-practices',
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking',
      ...(cookie === null ? [] : [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`]),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, CHROME_PATH: findBrowser() ?? '' } },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0 && mayRepeat > 0) return report(path, cookie, mayRepeat - 1);
  if (code !== 0) throw new Error(`Lighthouse ended with ${String(code)} at ${path}.`);
  const answer: Report = JSON.parse(await readFile(file, 'utf8'));
  return answer;
}

async function signIn(): Promise<string> {
  const response = await ask('/api/session', null, { demo: 'maya' });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error('Signing in gave no session.');
  return cookie;
}

async function firstInstance(cookie: string): Promise<string> {
  const query = '{ instances(filter: { search: "Order alerts in #orders" }, first: 1) { nodes { id } } }';
  const response = await ask('/api/graphql', cookie, { query });
  const { data }: { data: { instances: { nodes: { id: string }[] } } } = await response.json();
  return data.instances.nodes[0]?.id ?? '';
}

function ask(path: string, cookie: string | null, body: unknown): Promise<Response> {
  return fetch(`${server.origin}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-requested-with': 'jackfield',
      origin: server.origin,
      ...(cookie === null ? {} : { cookie }),
    },
    body: JSON.stringify(body),
  });
}
