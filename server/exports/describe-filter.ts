/** What a filter narrows, as one line for the audit log: `vendors tray, prismatic; search "orders"`. */
export function describeFilter(filter: object): string {
  const parts = Object.entries(filter).flatMap(([name, value]: [string, unknown]) => {
    if (Array.isArray(value)) return value.length === 0 ? [] : [`${name} ${value.join(', ')}`];
    if (typeof value === 'string') return value === '' ? [] : [`${name} ${JSON.stringify(value)}`];
    return value === true ? [name] : [];
  });
  return parts.length === 0 ? 'everything' : parts.join('; ');
}
