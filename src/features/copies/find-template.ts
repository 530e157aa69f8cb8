import type { Vendor } from '#contract/vendors.ts';
import { caches } from '#src/api/caches.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { plainProblem, ProblemError, toProblemCode } from '#src/api/problem.ts';
import { catalogueQuery, type Template } from '#src/features/catalogue/catalogue-query.ts';

const pageSize = 100;

/** What an instance is made from, out of all that can be activated; null when it is not among it. Throws `ProblemError`. */
export async function findTemplate(vendor: Vendor, id: string): Promise<Template | null> {
  let after: string | null = null;
  do {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const page: CataloguePage = await readPage(vendor, after);
    const found = page.nodes.find((template) => template.id === id);
    if (found) return found;
    demandRead(page);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return null;
}

type CataloguePage = Awaited<ReturnType<typeof readPage>>;

async function readPage(vendor: Vendor, after: string | null) {
  const variables = { filter: { vendor }, first: pageSize, after };
  const result = await caches
    .get()
    .graph.client.query(catalogueQuery, variables, { requestPolicy: 'network-only' })
    .toPromise();
  if (result.error) throw new ProblemError(problemOfGraphError(result.error));
  if (!result.data) throw new ProblemError(plainProblem('vendor_garbled'));
  return result.data.catalogue;
}

/** What could not be read, or not yet, may well have it. */
function demandRead({ outcomes }: CataloguePage): void {
  const failed = outcomes.find(({ state }) => state === 'failed' || state === 'pending' || state === 'not_connected');
  if (failed)
    throw new ProblemError({
      ...plainProblem(toProblemCode(failed.code ?? 'vendor_unavailable')),
      vendor: failed.vendor,
    });
}
