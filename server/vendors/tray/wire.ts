import { z } from 'zod';
import { longestName } from '../adapter.ts';

/**
 * What we read of Tray's answers, and no more. Parsing is tolerant: an optional field that is missing or of the wrong
 * type falls back to a neutral value, and only a row without its identity is unreadable.
 */

/**
 * An id names things in addresses and in the database, so it may hold no control character, no half
 * of a surrogate pair, and not nothing but space. */
const identifier = z
  .string()
  .max(200)
  .regex(/^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u);

/** Text for people. What PostgreSQL cannot store, U+0000 and halves of surrogate pairs, becomes the replacement character. */
const plainText = z
  .string()
  .transform((given) => given.replaceAll(/[\0\p{Cs}]/gu, '\uFFFD'))
  .catch('');

/** A name or title. It is cut where no list could show it any more. */
const label = plainText.transform((whole) =>
  whole.length <= longestName ? whole : `${whole.slice(0, longestName - 1).replace(/\p{Cs}$/u, '')}…`,
);

const optionalText = plainText.transform((whole) => (whole.trim() === '' ? null : whole));

const optionalLabel = label.transform((text) => (text.trim() === '' ? null : text));

/**
 * Tray's `Json` scalar is a string, sometimes holding JSON text, sometimes a bare word. It is kept as it came; anything
 * that is not a string becomes its JSON text.
 */
const jsonText = z
  .unknown()
  .optional()
  .transform((value) => {
    if (value === null || value === undefined) return null;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });

/** A field that may be anything, also missing. */
const anything = z.unknown().optional();

function listOf<Item>(item: z.ZodType<Item>): z.ZodType<Item[]> {
  return z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.flatMap((value) => {
        const parsed = item.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}

/** The nodes of a list of edges; those that cannot be read are left out. */
function nodesOf<Item>(node: z.ZodType<Item>): z.ZodType<Item[]> {
  return listOf(z.object({ node }).transform((edge) => edge.node));
}

/** A list without paging, as Tray gives workflows and authentications, that may do without. */
function optionalNodes<Item>(node: z.ZodType<Item>): z.ZodType<Item[]> {
  return z
    .object({ edges: nodesOf(node) })
    .transform((connection) => connection.edges)
    .catch([]);
}

export const wireSolution = z.object({
  id: identifier,
  title: label,
  description: optionalText,
  tags: listOf(z.string()),
  customFields: listOf(z.object({ key: z.string(), value: plainText })),
  authSlots: listOf(z.object({ externalId: identifier, title: optionalLabel })),
  configSlots: listOf(z.object({ externalId: identifier, title: optionalLabel, defaultValue: jsonText })),
});
export type WireSolution = z.infer<typeof wireSolution>;

const wireFlags = z
  .object({
    hasNewerVersion: z.boolean().catch(false),
    requiresUserInputToUpdateVersion: z.boolean().catch(false),
    requiresSystemInputToUpdateVersion: z.boolean().catch(false),
  })
  .catch({
    hasNewerVersion: false,
    requiresUserInputToUpdateVersion: false,
    requiresSystemInputToUpdateVersion: false,
  });

const wireWorkflow = z.object({
  id: identifier,
  sourceWorkflowId: label,
  sourceWorkflowName: label,
  triggerUrl: z.string().nullable().catch(null),
});

export const wireInstance = z.object({
  id: identifier,
  owner: identifier,
  name: label,
  enabled: z.boolean().catch(false),
  created: anything,
  solution: wireSolution.nullable().catch(null),
  authValues: listOf(z.object({ externalId: identifier, authId: identifier.nullable().catch(null) })),
  configValues: listOf(z.object({ externalId: identifier, value: jsonText })),
  solutionVersionFlags: wireFlags,
  workflows: optionalNodes(wireWorkflow),
});
export type WireInstance = z.infer<typeof wireInstance>;

export const wireAuthentication = z.object({
  id: identifier,
  name: label,
  service: z
    .object({ id: identifier.nullable().catch(null), title: label, version: optionalLabel })
    .catch({ id: null, title: '', version: null }),
  serviceEnvironment: z.object({ id: identifier }).nullable().catch(null),
  customFields: anything,
});
export type WireAuthentication = z.infer<typeof wireAuthentication>;

/** Ours to choose, so any text, but storable. */
const externalId = z.string().refine((text) => !text.includes('\u0000'));

export const wireUser = z.object({ id: identifier, name: label, externalUserId: externalId.nullable().catch(null) });

/** As a list of its own: not one readable authentication among some that came is a failure, not an empty list. */
export const wireAuthentications = z.object({
  viewer: z.object({
    authentications: z
      .object({ edges: z.array(z.unknown()) })
      .transform(({ edges }) => ({ came: edges.length, readable: nodesOf(wireAuthentication).parse(edges) }))
      .refine(({ came, readable }) => came === 0 || readable.length > 0)
      .transform(({ readable }) => readable),
  }),
});

/** Authentications beside an instance: without them the instance is still worth showing. */
export const wireDetailAuthentications = z.object({
  viewer: z.object({ authentications: optionalNodes(wireAuthentication) }),
});

export const wireAuthorize = z.object({ authorize: z.object({ accessToken: z.string().min(1) }) });
export const wireCode = z.object({ generateAuthorizationCode: z.object({ authorizationCode: z.string().min(1) }) });
export const wireCreatedUser = z.object({ createExternalUser: z.object({ userId: identifier }) });
export const wireRemoved = z.object({ removeSolutionInstance: z.looseObject({}) });

export const wireInstancesAnswer = z.object({ viewer: z.object({ solutionInstances: anything }) });
export const wireSolutionsAnswer = z.object({ viewer: z.object({ solutions: anything }) });
export const wireUsersAnswer = z.object({ users: anything });

const payload = z.object({ solutionInstance: wireInstance });
export const wireCreated = z
  .object({ createSolutionInstance: payload })
  .transform((data) => data.createSolutionInstance);
export const wireUpdated = z
  .object({ updateSolutionInstance: payload })
  .transform((data) => data.updateSolutionInstance);
export const wireUpgraded = z
  .object({ upgradeSolutionInstance: payload })
  .transform((data) => data.upgradeSolutionInstance);

/** `hasNextPage` has no fallback: without it nobody knows whether rows are missing. */
const wireConnection = z.object({
  edges: z.array(z.unknown()),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().min(1).nullable().catch(null) }),
  totalCount: z.number().int().nonnegative().nullable().catch(null),
});
const wireEdge = z.object({ node: anything, cursor: z.string().min(1).nullable().catch(null) });

/** One page of rows, each either readable or counted as unreadable. Rows with the same id count once. */
export interface WirePage<Row> {
  rows: Row[];
  unreadableCount: number;
  totalCount: number | null;
  isEmpty: boolean;
  hasNextPage: boolean;
  lastCursor: string | null;
}

/**
 * Reads a Relay connection row by row. Null when the connection itself cannot be read, or not one of its rows: that is a
 * failure and must not look like an empty list.
 */
export function readConnection<Row extends { id: string }>(value: unknown, node: z.ZodType<Row>): WirePage<Row> | null {
  const connection = wireConnection.safeParse(value);
  if (!connection.success) return null;
  const { edges, pageInfo, totalCount } = connection.data;
  const rows = new Map<string, Row>();
  let unreadableCount = 0;
  let lastCursor: string | null = null;
  for (const candidate of edges) {
    const edge = wireEdge.safeParse(candidate);
    lastCursor = edge.success ? edge.data.cursor : null;
    const row = node.safeParse(edge.success ? edge.data.node : null);
    if (!row.success) unreadableCount += 1;
    else if (!rows.has(row.data.id)) rows.set(row.data.id, row.data);
  }
  if (rows.size === 0 && unreadableCount > 0) return null;
  return {
    rows: [...rows.values()],
    unreadableCount,
    totalCount,
    isEmpty: edges.length === 0,
    hasNextPage: pageInfo.hasNextPage,
    lastCursor: lastCursor ?? pageInfo.endCursor,
  };
}
