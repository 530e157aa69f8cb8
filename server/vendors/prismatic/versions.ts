import { z } from 'zod';
import type { VendorOwner } from '../adapter.ts';
import type { VersionedTemplate, VersionRecord } from '../deployables.ts';
import type { PrismaticCalls } from './calls.ts';
import { garbled, readable } from './errors.ts';
import { orLabel } from './mapping.ts';
import { collectPages, pageVariables } from './paging.ts';
import { readDocuments } from './read-documents.ts';
import { wireOffer, wireVersion, type WireVersion } from './wire-definitions.ts';
import { readConnection, rootOf, type WirePage } from './wire-lists.ts';
import { identifier } from './wire-values.ts';

const wireIds = z.object({ nodes: z.array(z.object({ id: identifier })) });

/** Prismatic's marketplace has three levels; only at this one owners deploy by themselves. */
const forOwners = 'AVAILABLE_AND_DEPLOYABLE';

/**
 * Every integration with its published versions, newest first. They are put together by what all versions of an
 * integration share, never by their names.
 */
export async function listVersionedTemplates(calls: PrismaticCalls, owner: VendorOwner): Promise<VersionedTemplate[]> {
  const isOperator = owner.credential === 'operator';
  const rows = isOperator ? await listPublished(calls, owner) : await listOffered(calls, owner);
  const versionsOf = new Map<string, WireVersion[]>();
  for (const version of rows) {
    const known = versionsOf.get(version.versionSequenceId) ?? [];
    versionsOf.set(version.versionSequenceId, [...known, version]);
  }
  return [...versionsOf].flatMap(([templateId, versions]) => {
    const sorted = versions.toSorted((left, right) => right.versionNumber - left.versionNumber);
    const offered = sorted.filter(
      ({ marketplaceConfiguration }) => isOperator || marketplaceConfiguration === forOwners,
    );
    const [newest] = offered;
    return newest === undefined ? [] : [toVersionedTemplate(templateId, newest, offered)];
  });
}

async function listPublished(calls: PrismaticCalls, owner: VendorOwner): Promise<WireVersion[]> {
  const { rows } = await collectPages(async (after) => {
    const call = { document: readDocuments.versions, variables: pageVariables(after), effect: 'read' } as const;
    const data = await calls.asOwner(owner, call);
    return readPage(rootOf(data, 'integrations'), wireVersion);
  });
  return rows;
}

async function listOffered(calls: PrismaticCalls, owner: VendorOwner): Promise<WireVersion[]> {
  const { rows } = await collectPages(async (after) => {
    const call = { document: readDocuments.ownVersions, variables: pageVariables(after), effect: 'read' } as const;
    const data = await calls.asOwner(owner, call);
    return readPage(rootOf(data, 'marketplaceIntegrations'), wireOffer);
  });
  return rows.flatMap(({ versionSequence, ...shown }) => (versionSequence.length === 0 ? [shown] : versionSequence));
}

function readPage<Row extends { id: string }>(answer: unknown, row: z.ZodType<Row>): WirePage<Row> {
  const page = readConnection(answer, row);
  if (page === null) throw garbled('read', 'The list of versions cannot be read');
  return page;
}

function toVersionedTemplate(templateId: string, newest: WireVersion, versions: WireVersion[]): VersionedTemplate {
  return {
    templateId,
    title: orLabel(newest.name, 'Unnamed integration'),
    description: newest.description,
    category: newest.category,
    allowsSeveral: newest.allowMultipleMarketplaceInstances ?? true,
    versions: versions.map(
      ({ id, versionNumber, versionComment, versionCreatedAt, marketplaceConfiguration }): VersionRecord => ({
        versionId: id,
        number: versionNumber,
        comment: versionComment,
        publishedAt: versionCreatedAt,
        isForOwners: marketplaceConfiguration === forOwners,
      }),
    ),
  };
}

/** The newest version that this owner may activate; with the operator's credential the newest that is published. */
export async function newestVersionOf(
  calls: PrismaticCalls,
  owner: VendorOwner,
  templateId: string,
): Promise<string | null> {
  const isOperator = owner.credential === 'operator';
  const data = await calls.asOwner(owner, {
    document: isOperator ? readDocuments.newestVersion : readDocuments.ownNewestVersion,
    variables: { template: templateId },
    effect: 'read',
  });
  const answer = rootOf(data, isOperator ? 'integrations' : 'marketplaceIntegrations');
  return readable('read', () => wireIds.parse(answer)).nodes[0]?.id ?? null;
}
