import type { InstancePage, VendorOwner, VendorReader } from '../adapter.ts';
import { ForeignRowsError } from '../vendor-error.ts';
import { garbled, readable } from './errors.ts';
import { toAuthenticationRecord, toInstanceDetail, toInstanceRecord, toTemplateRecord } from './mapping.ts';
import { collectPages, cursorOf, nextPage, pageSize } from './paging.ts';
import { readDocuments } from './read-documents.ts';
import type { TrayCalls } from './user-tokens.ts';
import { listUsers } from './users.ts';
import {
  readConnection,
  type WireInstance,
  type WirePage,
  wireAuthentications,
  wireDetailAuthentications,
  wireInstance,
  wireInstancesAnswer,
  wireSolution,
  wireSolutionsAnswer,
} from './wire.ts';

/** Told when rows came that could not be read and were left out. */
export type UnreadableListener = (noun: 'instance' | 'template' | 'owner', count: number) => void;

/** Reads at Tray. The one mutation compiled in here is `authorize`, which makes the user token that reading needs. */
export function createTrayReader(options: {
  calls: TrayCalls;
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
    vendor: 'tray',

    listTemplates: async () => {
      const { rows, unreadableCount } = await collectPages(async (cursor) => {
        const data = await calls.asOperator({
          document: readDocuments.solutions,
          variables: pageVariables(cursor),
          effect: 'read',
        });
        const page = readable('read', () =>
          readConnection(wireSolutionsAnswer.parse(data).viewer.solutions, wireSolution),
        );
        if (page === null) throw garbled('read', 'The list of solutions cannot be read');
        return page;
      });
      report('template', unreadableCount);
      return rows.map(toTemplateRecord);
    },

    listAllInstances: async (after) => {
      const variables = pageVariables(cursorOf(after));
      const data = await calls.asOperator({ document: readDocuments.instances, variables, effect: 'read' });
      return readable('read', () => toPage(instancesOf(data), after));
    },

    listOwnInstances: async (owner, after) => {
      const variables = pageVariables(cursorOf(after));
      const data = await calls.asOwner(owner, { document: readDocuments.instances, variables, effect: 'read' });
      return readable('read', () => {
        const page = instancesOf(data);
        demandOwner(page.rows, owner);
        return toPage(page, after);
      });
    },

    readInstance: async (owner, vendorId) => {
      const variables = { criteria: { id: vendorId }, first: 1 };
      const data = await calls.asOwner(owner, { document: readDocuments.instanceDetail, variables, effect: 'read' });
      return readable('read', () => {
        const page = instancesOf(data);
        if (page.isEmpty) return null;
        demandOwner(page.rows, owner);
        const instance = page.rows.find((row) => row.id === vendorId);
        if (instance === undefined) throw garbled('read', 'Tray answered with another instance than was asked for');
        const { viewer } = wireDetailAuthentications.parse(data);
        return toInstanceDetail(instance, viewer.authentications, fingerprintKey);
      });
    },

    listAuthentications: async (owner) => {
      const call = { document: readDocuments.authentications, variables: {}, effect: 'read' } as const;
      const data = await calls.asOwner(owner, call);
      return readable('read', () => wireAuthentications.parse(data).viewer.authentications.map(toAuthenticationRecord));
    },

    listConnections: async (owner, templateId) => {
      const variables = { criteria: { solutionId: templateId }, first: pageSize };
      const data = await calls.asOwner(owner, { document: readDocuments.instances, variables, effect: 'read' });
      return readable('read', () => {
        const { rows } = instancesOf(data);
        demandOwner(rows, owner);
        return rows
          .filter(({ solution }) => solution?.id === templateId)
          .flatMap(({ authValues }) => authValues)
          .flatMap(({ externalId, authId }) => (authId === null ? [] : [{ externalId, authenticationId: authId }]));
      });
    },

    listOwners: async (betweenPages) => {
      const { users, unreadableCount } = await listUsers(calls, null, betweenPages);
      report('owner', unreadableCount);
      return users.map((user) => ({
        vendorAccountId: user.id,
        name: user.name.trim() === '' ? 'Unnamed user' : user.name,
        externalId: user.externalUserId,
      }));
    },
  };
}

function pageVariables(cursor: string | undefined): Record<string, unknown> {
  return cursor === undefined ? { first: pageSize } : { first: pageSize, after: cursor };
}

function instancesOf(data: unknown): WirePage<WireInstance> {
  const page = readConnection(wireInstancesAnswer.parse(data).viewer.solutionInstances, wireInstance);
  if (page === null) throw garbled('read', 'The list of instances cannot be read');
  return page;
}

/** A user token shows its own user's rows only. If Tray ever mixes them up, nobody may see the result. */
function demandOwner(rows: WireInstance[], owner: VendorOwner): void {
  if (rows.some((row) => row.owner !== owner.vendorAccountId)) {
    throw new ForeignRowsError('tray');
  }
}
