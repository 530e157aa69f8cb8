import { z } from 'zod';
import type { VendorOwner } from '../adapter.ts';
import { BrokenListError } from '../vendor-error.ts';
import { garbled, readable } from './errors.ts';
import type { PatchworksTransport } from './transport.ts';

/** Told when rows came that could not be read and were left out. */
export type UnreadableListener = (
  noun: 'instance' | 'template' | 'owner' | 'connector' | 'flow',
  count: number,
) => void;

/** The API's greatest page. */
export const pageSize = 100;

/** More pages than any company fills. A vendor that never ends its list is not answering the question. */
const mostPages = 10_000;

const wireList = z.object({
  data: z.array(z.unknown()),
  meta: z
    .object({
      current_page: z.number().int().positive().nullable().catch(null),
      last_page: z.number().int().nonnegative().nullable().catch(null),
      total: z.number().int().nonnegative().nullable().catch(null),
    })
    .catch({ current_page: null, last_page: null, total: null }),
  links: z.object({ next: z.string().nullable() }).nullable().catch(null),
});
type WireList = z.infer<typeof wireList>;

/** What is asked of a list. */
export interface ListQuestion<Row> {
  path: string;
  query?: Record<string, string>;
  row: z.ZodType<Row>;
}

/** One page of rows. Rows with the same id count once. `nextPage` is null on the last. */
export interface WirePage<Row> {
  rows: Row[];
  unreadableCount: number;
  totalCount: number | null;
  nextPage: number | null;
}

/**
 * Reads one page. Throws `VendorError` when the list cannot be read, or not one of its rows: that is a failure and must not
 * look like an empty list. Throws too when the page says that more follow but not where, or leads back.
 */
export async function readPage<Row extends { id: string }>(
  send: PatchworksTransport,
  owner: VendorOwner,
  { path, query, row }: ListQuestion<Row>,
  page: number,
): Promise<WirePage<Row>> {
  const asked = { ...query, per_page: String(pageSize), page: String(page) };
  const { json } = await send(owner, { method: 'GET', path, query: asked, effect: 'read', isList: true });
  return readable('read', () => {
    const list = wireList.parse(json);
    const rows = new Map<string, Row>();
    let unreadableCount = 0;
    for (const candidate of list.data) {
      const parsed = row.safeParse(candidate);
      if (!parsed.success) unreadableCount += 1;
      else if (!rows.has(parsed.data.id)) rows.set(parsed.data.id, parsed.data);
    }
    if (rows.size === 0 && unreadableCount > 0) throw garbled('read', 'Not one row of the list can be read');
    return { rows: [...rows.values()], unreadableCount, totalCount: list.meta.total, nextPage: pageBehind(list, page) };
  });
}

/** Every row of a list, page after page. */
export async function readAll<Row extends { id: string }>(
  send: PatchworksTransport,
  owner: VendorOwner,
  question: ListQuestion<Row>,
): Promise<{ rows: Row[]; unreadableCount: number }> {
  const rows = new Map<string, Row>();
  let unreadableCount = 0;
  for (let page: number | null = 1; page !== null;) {
    // Each page tells whether there is a further one.
    // oxlint-disable-next-line no-await-in-loop
    const read: WirePage<Row> = await readPage(send, owner, question, page);
    for (const row of read.rows) rows.set(row.id, row);
    unreadableCount += read.unreadableCount;
    page = read.nextPage;
  }
  return { rows: [...rows.values()], unreadableCount };
}

/**
 * The number of the page behind this one. `meta` counts pages, `links` leads to one; either may be missing, but both must
 * say the same of whether more follow. Of a link only the number is taken, and it must be a later one: so no answer can
 * send us elsewhere, and no walk goes in a circle.
 */
function pageBehind({ data, meta, links }: WireList, asked: number): number | null {
  const current = meta.current_page ?? asked;
  if (current !== asked) throw new BrokenListError('patchworks', 'Another page came than was asked for');
  const byCount = meta.last_page === null ? null : current < meta.last_page;
  const byLink = links === null ? null : links.next !== null;
  if (byCount !== null && byLink !== null && byCount !== byLink) {
    throw new BrokenListError('patchworks', 'The page contradicts itself about whether more follow');
  }
  if (!(byCount ?? byLink ?? false)) return null;
  if (data.length === 0) throw new BrokenListError('patchworks', 'An empty page claims that more pages follow');
  const next = links?.next ? pageIn(links.next) : asked + 1;
  if (next <= asked || next > mostPages) throw new BrokenListError('patchworks', 'The pages do not lead on');
  return next;
}

function pageIn(link: string): number {
  const number = new URL(link, 'https://patchworks.invalid').searchParams.get('page') ?? '';
  return /^\d{1,6}$/.test(number) ? Number(number) : 0;
}

/** Our reference to a page, from what `nextPage` said. */
export function pageOf(after: string | null): number {
  if (after === null) return 1;
  const page = pageIn(`?page=${after}`);
  if (page < 1) throw garbled('read', 'There is no such page');
  return page;
}
