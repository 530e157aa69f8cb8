import { z } from 'zod';
import type { VendorOwner } from '../adapter.ts';
import type { DeployableReader, PageContent } from '../deployables.ts';
import { outsideAddress } from './addresses.ts';
import type { PrismaticCalls } from './calls.ts';
import { listCustomers } from './customers.ts';
import { toConnections, toDeployableDetail } from './detail-mapping.ts';
import { garbled, gone, readable } from './errors.ts';
import { toInstanceForm } from './form-mapping.ts';
import { readWholeInstance } from './instances.ts';
import { toOwnerRecord } from './mapping.ts';
import { demandOwned, isOwned } from './owned.ts';
import { nextPage } from './paging.ts';
import { payloadOf } from './payload.ts';
import { readDocuments } from './read-documents.ts';
import { listVersionedTemplates } from './versions.ts';
import { wireChoices, wireConnections, wireConsents, wirePageContent } from './wire.ts';
import { wireForm } from './wire-definitions.ts';
import { rootOf } from './wire-lists.ts';
import { parseJsonText } from './wire-values.ts';

/** Reads what only Prismatic has: published versions, their forms, and what an instance is configured with. */
export function createDeployableReader(options: {
  calls: PrismaticCalls;
  baseUrl: URL;
  fingerprintKey: Buffer;
}): DeployableReader {
  const { calls, baseUrl } = options;

  /** A part of one instance, read and known to be the owner's; null when there is none. */
  async function partOf<Part extends { id: string; customer: { id: string } }>(
    owner: VendorOwner,
    vendorId: string,
    document: { text: string },
    schema: z.ZodType<Part>,
  ): Promise<Part | null> {
    const data = await calls.asOwner(owner, { document, variables: { id: vendorId }, effect: 'read' });
    const answer = rootOf(data, 'instance');
    if (answer === null) return null;
    return readable('read', () => {
      const part = schema.parse(answer);
      if (!isOwned(part.customer.id, owner)) return null;
      if (part.id !== vendorId) throw garbled('read', 'Prismatic answered with another instance than was asked for');
      return part;
    });
  }

  return {
    listVersions: (owner) => listVersionedTemplates(calls, owner),

    searchOwners: async (text, after) => {
      const wanted = text.trim();
      const page = await listCustomers(calls, wanted === '' ? {} : { text: wanted }, after);
      return { owners: page.rows.map(toOwnerRecord), next: nextPage(after, page) };
    },

    readForm: async (owner, versionId) => {
      const call = { document: readDocuments.form, variables: { id: versionId }, effect: 'read' } as const;
      const answer = rootOf(await calls.asOwner(owner, call), 'integration');
      if (answer === null) return null;
      return readable('read', () => toInstanceForm(wireForm.parse(answer)));
    },

    readInstance: async (owner, vendorId) => {
      const instance = await readWholeInstance(calls, owner, vendorId);
      return instance === null ? null : toDeployableDetail(instance, options);
    },

    readConnections: async (owner, vendorId) => {
      const instance = await partOf(owner, vendorId, readDocuments.connections, wireConnections);
      return instance === null ? null : toConnections(instance.configVariables);
    },

    readPage: async (owner, vendorId, pageName) => {
      await demandOwned(calls, owner, vendorId);
      const variables = { input: { id: vendorId, pageName } };
      const data = await calls.asOwner(owner, { document: readDocuments.pageContent, variables, effect: 'read' });
      const { content } = payloadOf(data, {
        field: 'fetchConfigWizardPageContent',
        object: 'fetchConfigWizardPageContentResult',
        schema: wirePageContent,
        effect: 'read',
      });
      return toPageContent(content);
    },

    openConsent: async (owner, vendorId, key) => {
      const instance = await partOf(owner, vendorId, readDocuments.consents, wireConsents);
      const found = instance?.configVariables.find(({ requiredConfigVariable }) => requiredConfigVariable.key === key);
      if (found === undefined) throw gone();
      const url = outsideAddress(found.authorizeUrl, baseUrl);
      if (url === null) throw garbled('read', 'The address for agreeing to the connection cannot be opened');
      return { url };
    },
  };
}

const contentByKey = z.record(z.string(), z.unknown());

/** What the page offers, by key. Without any there is nothing to choose, and that is no failure. */
function toPageContent(content: unknown): PageContent {
  const choices: PageContent['choices'] = new Map();
  const unreadableKeys: string[] = [];
  const parsed = contentByKey.safeParse(parseJsonText(content) ?? {});
  if (!parsed.success) throw garbled('read', 'What the page offers cannot be read');
  for (const [key, offered] of Object.entries(parsed.data)) {
    const list = wireChoices.safeParse(offered);
    if (list.success) choices.set(key, list.data);
    else unreadableKeys.push(key);
  }
  return { choices, unreadableKeys };
}
