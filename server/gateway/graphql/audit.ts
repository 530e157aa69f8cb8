import type { AuditFilter as ContractFilter } from '#contract/audit-filter.ts';
import { findAuditedAccounts, findAuditedActions, findAuditedPeople } from '../../audit/audit-choices.ts';
import { type AuditedEntry, type AuditPlace, searchAudit } from '../../audit/search-audit.ts';
import { ProblemError } from '../problem-error.ts';
import { isForAdmin } from './admins-field.ts';
import { readPage } from './paging.ts';
import type { AuditFilter, Resolvers } from './schema.generated.ts';

const longestSearch = 200;

/** An open page asks again with each filter; within this time that is one look. */
const oneLookMs = 15 * 60_000;

/** The log. Admins only; that somebody looks is an entry of its own, written before anything is read. */
export const auditResolvers: Resolvers = {
  Query: {
    audit: async (_parent, input, context) => {
      const { services, person, requestId } = context;
      if (!(await isForAdmin(context, 'audit log'))) return null;
      const { limit } = readPage({ first: input.first ?? null });
      const after = input.after == null ? null : readCursor(input.after);
      await services.audit.appendOnceWithin(oneLookMs, {
        action: 'audit.view',
        outcome: 'done',
        personId: person.id,
        requestId,
      });
      const found = await searchAudit(services.database, {
        filter: readFilter(input.filter ?? {}),
        limit: limit + 1,
        after,
      });
      const nodes = found.slice(0, limit);
      const last = nodes.at(-1);
      return {
        nodes,
        pageInfo: { endCursor: last ? writeCursor(last) : null, hasNextPage: found.length > limit },
      };
    },
    auditChoices: async (_parent, input, context) => {
      if (!(await isForAdmin(context, 'choices of the audit log'))) return null;
      const { database } = context.services;
      const search = input.search?.slice(0, longestSearch) ?? '';
      const [actions, people, accounts] = await Promise.all([
        findAuditedActions(database),
        findAuditedPeople(database, search),
        findAuditedAccounts(database, search),
      ]);
      return { actions, people, accounts };
    },
  },
};

/** As the contract has it, which exports share. */
function readFilter(filter: AuditFilter): ContractFilter {
  const { search, actions, outcomes, personId, accountId, instanceId, from, to } = filter;
  return {
    ...(search != null && { search: search.slice(0, longestSearch) }),
    ...(actions != null && { actions: [...actions] }),
    ...(outcomes != null && { outcomes: [...outcomes] }),
    ...(personId != null && { personId }),
    ...(accountId != null && { accountId }),
    ...(instanceId != null && { instanceId }),
    ...(from != null && { from: from.toISOString() }),
    ...(to != null && { to: to.toISOString() }),
  };
}

/** A cursor names the last entry of its page: when it was written, and its number. */
function writeCursor({ at, id }: Pick<AuditedEntry, 'at' | 'id'>): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
}

function readCursor(text: string): AuditPlace {
  const match = /^(\S+) (\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString());
  const at = new Date(match?.[1] ?? '');
  if (!match || Number.isNaN(at.getTime())) throw new ProblemError('bad_input', { fields: { after: 'malformed' } });
  return { at, id: Number(match[2]) };
}
