import type { VendorOwner } from '../adapter.ts';
import type { LogFilter, LogPage, LogSeverity } from '../runs.ts';
import { VendorError } from '../vendor-error.ts';
import type { PrismaticCalls } from './calls.ts';
import { garbled, readable } from './errors.ts';
import { demandOwned, isOwned } from './owned.ts';
import { nextPage, pageVariables } from './paging.ts';
import { runDocuments } from './run-documents.ts';
import { toLogLine } from './run-mapping.ts';
import type { PrismaticCall } from './transport.ts';
import { readConnection, rootOf, type WirePage } from './wire-lists.ts';
import { wireLogLine, type WireLogLine } from './wire-runs.ts';

/** GraphQL's own words for a field that a schema does not have. */
const unknownField = /cannot query field/i;

type Source = 'logs' | 'events';

/**
 * Log lines, in whichever of its two ways Prismatic still tells them. The older one takes every filter and says whose a line
 * is; where it is gone the newer one is asked, whose other filters are not documented, so that they are applied here. Which
 * one answers is remembered, and told by the reference to the next page, as the cursors are not the same.
 */
export function createLogReader(calls: PrismaticCalls) {
  let known: Source = 'logs';

  const ask = (owner: VendorOwner | null, call: PrismaticCall) =>
    owner === null ? calls.asOperator(call) : calls.asOwner(owner, call);

  const windowOf = ({ from, to, order }: LogFilter) => ({
    from: from.toISOString(),
    to: to.toISOString(),
    direction: order === 'newest' ? 'DESC' : 'ASC',
  });

  async function readLogs(
    owner: VendorOwner | null,
    filter: LogFilter,
    after: string | null,
  ): Promise<WirePage<WireLogLine>> {
    const { vendorId, runId, text } = filter;
    const variables = {
      ...windowOf(filter),
      ...pageVariables(after),
      ...(owner === null ? {} : { customer: owner.vendorAccountId }),
      ...(vendorId === undefined ? {} : { instance: vendorId }),
      ...(runId === undefined ? {} : { run: runId }),
      ...(text === undefined || text === '' ? {} : { text }),
    };
    const data = await ask(owner, { document: runDocuments.logs, variables, effect: 'read' });
    const page = pageOf(data, 'logs');
    if (owner === null) return page;
    // A line of no customer is nobody's, and so not this owner's.
    const rows = page.rows.filter(({ customer }) => customer !== null && isOwned(customer.id, owner));
    return { ...page, rows };
  }

  async function readEvents(
    owner: VendorOwner | null,
    filter: LogFilter,
    after: string | null,
  ): Promise<WirePage<WireLogLine>> {
    const { vendorId, runId, text } = filter;
    if (owner !== null) {
      // A line says which instance it is of, but not whose that is.
      if (vendorId === undefined) throw new VendorError('prismatic', 'unsupported', { wasDone: 'no' });
      await demandOwned(calls, owner, vendorId);
    }
    const variables = { ...windowOf(filter), ...pageVariables(after) };
    const page = pageOf(await ask(owner, { document: runDocuments.events, variables, effect: 'read' }), 'events');
    const wanted = (text ?? '').toLowerCase();
    const rows = page.rows.filter(
      (line) =>
        (vendorId === undefined || line.instanceId === vendorId) &&
        (runId === undefined || line.executionResultId === runId) &&
        line.message.toLowerCase().includes(wanted),
    );
    return { ...page, rows };
  }

  async function readPage(
    owner: VendorOwner | null,
    filter: LogFilter,
    after: { source: Source; reference: string } | null,
  ): Promise<{ source: Source; page: WirePage<WireLogLine> }> {
    const source = after?.source ?? known;
    const reference = after?.reference ?? null;
    if (source === 'events') return { source, page: await readEvents(owner, filter, reference) };
    try {
      return { source, page: await readLogs(owner, filter, reference) };
    } catch (error) {
      if (after !== null || !isUnknownField(error)) throw error;
      known = 'events';
      return { source: 'events', page: await readEvents(owner, filter, null) };
    }
  }

  return async (owner: VendorOwner | null, filter: LogFilter, after: string | null): Promise<LogPage> => {
    const before = after === null ? null : splitReference(after);
    const { source, page } = await readPage(owner, filter, before);
    const next = nextPage(before?.reference ?? null, page);
    const isWanted = ({ severity }: { severity: LogSeverity }) =>
      filter.severities === undefined || filter.severities.length === 0 || filter.severities.includes(severity);
    return {
      lines: page.rows.map(toLogLine).filter(isWanted),
      next: next === null ? null : `${source} ${next}`,
    };
  };
}

function pageOf(data: unknown, field: Source): WirePage<WireLogLine> {
  const page = readable('read', () => readConnection(rootOf(data, field), wireLogLine));
  if (page === null) throw garbled('read', 'The log lines cannot be read');
  return page;
}

function isUnknownField(error: unknown): boolean {
  return error instanceof VendorError && error.code === 'refused' && unknownField.test(error.vendorMessage ?? '');
}

function splitReference(after: string): { source: Source; reference: string } {
  const [, source, reference] = /^(logs|events) (.+)$/s.exec(after) ?? [];
  if (source === undefined || reference === undefined) throw garbled('read', 'This is no reference to a page');
  return { source: source === 'events' ? 'events' : 'logs', reference };
}
