import type { ShapeSwitch } from '../patchworks-services.ts';

/** One thing to be answered, before it takes one of the two shapes. */
export interface Resource {
  type: string;
  id: number;
  attributes: Record<string, unknown>;
  /** Only what was asked for by `include`. */
  relations?: Record<string, Resource | readonly Resource[] | null>;
}

/** Flat, as the published schemas say, or with `attributes` and `relationships` and an id in text. */
export function render(resource: Resource, { items }: ShapeSwitch): Record<string, unknown> {
  const { type, id, attributes } = resource;
  const relations = Object.entries(resource.relations ?? {}).map(
    ([name, related]) => [name, renderRelated(related, { items })] as const,
  );
  if (items === 'flat') return { id, ...attributes, ...Object.fromEntries(relations) };
  return {
    type,
    id: String(id),
    attributes,
    relationships: Object.fromEntries(relations.map(([name, related]) => [name, { data: related }])),
  };
}

function renderRelated(related: Resource | readonly Resource[] | null, shape: ShapeSwitch): unknown {
  if (related === null) return null;
  return isMany(related) ? related.map((one) => render(one, shape)) : render(related, shape);
}

function isMany(related: Resource | readonly Resource[]): related is readonly Resource[] {
  return Array.isArray(related);
}
