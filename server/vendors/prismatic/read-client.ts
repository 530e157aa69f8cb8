import type { InstancePage, VendorReader } from '../adapter.ts';
import type { PrismaticCalls } from './calls.ts';
import { listCustomers } from './customers.ts';
import { garbled, readable } from './errors.ts';
import { readWholeInstance } from './instances.ts';
import { toInstanceDetail, toInstanceRecord, toOwnerRecord, toTemplateRecord } from './mapping.ts';
import { isOwned } from './owned.ts';
import { collectPages, nextPage, pageVariables } from './paging.ts';
import { readDocuments } from './read-documents.ts';
import { wireInstance, type WireInstance } from './wire.ts';
import { wireTemplate } from './wire-definitions.ts';
import { readConnection, rootOf, type WirePage } from './wire-lists.ts';

/** Told when rows came that could not be read and were left out. */
export type UnreadableListener = (noun: 'instance' | 'template' | 'owner', count: number) => void;

/** Reads at Prismatic what all vendors have. */
export function createPrismaticReader(options: {
  calls: PrismaticCalls;
  fingerprintKey: Buffer;
  onUnreadable?: UnreadableListener;
}): VendorReader {
  const { calls, fingerprintKey } = options;
  const report: UnreadableListener = (noun, count) => {
    if (count > 0) options.onUnreadable?.(noun, count);
  };

  const toPage = (page: WirePage<WireInstance>, after: string | null): InstancePage => {
    report('instance', page.unreadableCount);
    return {
      records: page.rows.map((row) => toInstanceRecord(row, fingerprintKey)),
      totalCount: page.totalCount,
      next: nextPage(after, page),
      unreadableCount: page.unreadableCount,
    };
  };

  return {
    vendor: 'prismatic',

    listTemplates: async () => {
      const { rows, unreadableCount } = await collectPages(async (after) => {
        const variables = pageVariables(after);
        const data = await calls.asOperator({ document: readDocuments.templates, variables, effect: 'read' });
        const page = readable('read', () => readConnection(rootOf(data, 'integrations'), wireTemplate));
        if (page === null) throw garbled('read', 'The list of integrations cannot be read');
        return page;
      });
      report('template', unreadableCount);
      return rows.flatMap(({ versionAt }) => (versionAt === null ? [] : [toTemplateRecord(versionAt)]));
    },

    listAllInstances: async (after) => {
      const variables = pageVariables(after);
      const data = await calls.asOperator({ document: readDocuments.instances, variables, effect: 'read' });
      return readable('read', () => toPage(instancesOf(data), after));
    },

    listOwnInstances: async (owner, after) => {
      const variables = { customer: owner.vendorAccountId, ...pageVariables(after) };
      const data = await calls.asOwner(owner, { document: readDocuments.instances, variables, effect: 'read' });
      return readable('read', () => {
        const page = instancesOf(data);
        // Asked for by customer, also with the operator's credential: somebody else's row is no answer at all.
        for (const row of page.rows) isOwned(row.customer.id, { vendorAccountId: owner.vendorAccountId });
        return toPage(page, after);
      });
    },

    readInstance: async (owner, vendorId) => {
      const instance = await readWholeInstance(calls, owner, vendorId);
      return instance === null ? null : toInstanceDetail(instance, fingerprintKey);
    },

    // A connection belongs to one instance, so there is none that could be chosen for another.
    listAuthentications: () => Promise.resolve([]),
    listConnections: () => Promise.resolve([]),

    listOwners: async (betweenPages) => {
      const { rows, unreadableCount } = await collectPages((after) => listCustomers(calls, {}, after), betweenPages);
      report('owner', unreadableCount);
      return rows.map(toOwnerRecord);
    },
  };
}

function instancesOf(data: unknown): WirePage<WireInstance> {
  const page = readConnection(rootOf(data, 'instances'), wireInstance);
  if (page === null) throw garbled('read', 'The list of instances cannot be read');
  return page;
}
