import type { Connector, MarketplaceEntry } from './connector-queries.ts';

/**
 * The connectors that match what was typed, in their order: those whose own name or id matches with all of their
 * instances, others with the instances that match by name or id, ours or the vendor's. All of them for nothing typed.
 */
export function filterConnectors(connectors: readonly Connector[], typed: string): readonly Connector[] {
  const text = folded(typed);
  if (text === '') return connectors;
  return connectors.flatMap((connector) => {
    if (folded(connector.name).includes(text) || folded(connector.id) === text) return [connector];
    const instances = connector.instances.filter(
      ({ row }) => folded(row.name).includes(text) || folded(row.id) === text || folded(row.vendorId) === text,
    );
    return instances.length > 0 ? [{ ...connector, instances }] : [];
  });
}

/** The entries whose name, category or description holds what was typed. */
export function filterEntries(entries: readonly MarketplaceEntry[], typed: string): readonly MarketplaceEntry[] {
  const text = folded(typed);
  return entries.filter(({ name, category, description }) =>
    [name, category, description].some((part) => part !== null && folded(part).includes(text)),
  );
}

/** Without regard to case, nor to how a letter with an accent is composed. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
