import type { InstanceFilter } from '#contract/instance-filter.ts';
import { type Health, healthOf, healths, isMoot, needsPerson, type RowFacts } from '#contract/row-cause.ts';
import { type InstanceStatus, instanceStatuses, updateKinds } from '#contract/statuses.ts';
import { type Vendor, vendors } from '#contract/vendors.ts';
import type { InstanceSortField } from '../list-page.ts';
import { type DrawnRow, ownerNames } from './drawn-rows.ts';

/** What a list is asked for, an account being a number among the owners. */
export interface Question {
  /** Null: everybody's. */
  owner: number | null;
  filterOwner: number | null;
  filter: Omit<InstanceFilter, 'accountId'>;
  hasUpgradeHook: boolean;
  sort: { field: InstanceSortField; descending: boolean };
}

export function statusOf(row: DrawnRow): InstanceStatus {
  if (row.isWorking) return 'working';
  return row.isAwaitingSetUp && row.restStatus === 'disabled' ? 'unfinished' : row.restStatus;
}

function factsOf(row: DrawnRow): RowFacts {
  const { operation, update, missing, deployment, lastRun } = row;
  return {
    status: statusOf(row),
    update,
    missing,
    operation: operation && { kind: operation.kind, state: operation.state, problemCode: operation.code },
    deployment,
    lastRun,
  };
}

export function naiveHealth(row: DrawnRow): Health {
  const hasRun = row.deployment !== null && row.deployment.lastRanAt !== null;
  return healthOf(factsOf(row), row.operation?.state === 'succeeded' || row.lastRun === 'ok' || hasRun);
}

function problemTexts(row: DrawnRow): (string | null)[] {
  const { operation } = row;
  if (operation === null || operation.code === null) {
    return [];
  }
  const facts = { status: statusOf(row), update: row.update, deployment: row.deployment };
  const matters = operation.state === 'running' || (operation.state === 'failed' && !isMoot(operation.kind, facts));
  return matters ? [operation.code, operation.message] : [];
}

/** The rows of the scope, those of it that match, and those that would if one part of the filter were left out. */
export function naiveRows(rows: readonly DrawnRow[], asked: Question) {
  const scope = rows.filter((row) => !row.isRemoved && (asked.owner === null || row.owner === asked.owner));
  const { filter } = asked;
  const search = filter.search?.trim().toLowerCase() ?? '';
  const oneOf = <Word>(words: readonly Word[] | undefined, word: Word) => !words?.length || words.includes(word);
  const tests: Record<string, (row: DrawnRow) => boolean> = {
    vendors: (row) => oneOf<Vendor>(filter.vendors, row.vendor),
    statuses: (row) => oneOf(filter.statuses, statusOf(row)),
    healths: (row) => oneOf(filter.healths, naiveHealth(row)),
    updates: (row) => oneOf(filter.updates, row.update),
    account: (row) => asked.filterOwner === null || row.owner === asked.filterOwner,
    template: (row) => filter.templateId === undefined || row.templateId === filter.templateId,
    needsPerson: (row) => !filter.needsPerson || waitsForPerson(row, asked),
    search: (row) =>
      search === '' ||
      [row.vendorId, row.id].includes(search) ||
      [row.name, row.templateName, ...problemTexts(row), asked.owner === null ? ownerNames[row.owner] : null].some(
        (words) => words?.toLowerCase().includes(search),
      ),
  };
  const without = (leftOut: string) =>
    scope.filter((row) => Object.entries(tests).every(([part, holds]) => part === leftOut || holds(row)));
  return { scope, matching: without(''), without };
}

export function waitsForPerson(row: DrawnRow, { hasUpgradeHook }: Pick<Question, 'hasUpgradeHook'>): boolean {
  return !row.isWorking && needsPerson(factsOf(row), hasUpgradeHook);
}

/** How often each of the choices comes, in their order. */
export function tally<Choice>(
  rows: readonly DrawnRow[],
  choices: readonly Choice[],
  choiceOf: (row: DrawnRow) => Choice,
) {
  return choices.map((choice) => ({ choice, count: rows.filter((row) => choiceOf(row) === choice).length }));
}

export function naiveFacets(rows: readonly DrawnRow[], asked: Question) {
  const { without } = naiveRows(rows, asked);
  return {
    vendors: tally(without('vendors'), vendors, ({ vendor }): Vendor => vendor),
    statuses: tally(without('statuses'), instanceStatuses, statusOf),
    healths: tally(without('healths'), healths, naiveHealth),
    updates: tally(without('updates'), updateKinds, ({ update }) => update),
  };
}

const orders: Partial<Record<InstanceSortField, readonly string[]>> = {
  status: ['enabled', 'in_use', 'unused', 'disabled', 'working', 'unknown', 'unfinished'],
  update: ['none', 'automatic', 'needs_system', 'needs_both', 'needs_user'],
  health: ['ok', 'unknown', 'degraded', 'attention', 'failed'],
  vendor: vendors,
};

/** What a row is sorted by. */
export function keyOf(row: DrawnRow, field: InstanceSortField): string | number | null {
  const place = (word: string) => orders[field]?.indexOf(word) ?? -1;
  switch (field) {
    case 'name':
      return row.name.toLowerCase();
    case 'template':
      return row.templateName.toLowerCase();
    case 'status':
      return place(statusOf(row));
    case 'update':
      return place(row.update);
    case 'health':
      return place(naiveHealth(row));
    case 'vendor':
      return place(row.vendor);
    case 'created':
      return row.createdAt?.getTime() ?? null;
    case 'account':
      return ownerNames[row.owner]?.toLowerCase() ?? '';
    case 'checked':
      return row.checkedAt.getTime();
  }
}

/** By code point, as the database compares: JavaScript's own `<` goes by UTF-16 unit. */
function compare(one: string | number, other: string | number): number {
  if (typeof one === 'string' && typeof other === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return Number(one) - Number(other);
}

/** In the order asked for; rows that are equal by it by their ids. What has no moment comes last in both directions. */
export function naiveOrder(rows: readonly DrawnRow[], { field, descending }: Question['sort']): DrawnRow[] {
  const direction = descending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [key, otherKey] = [keyOf(one, field), keyOf(other, field)];
    if (key === null || otherKey === null)
      return Number(key === null) - Number(otherKey === null) || direction * compare(one.id, other.id);
    return direction * (compare(key, otherKey) || compare(one.id, other.id));
  });
}
