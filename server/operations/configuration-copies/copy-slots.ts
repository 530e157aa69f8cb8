import type { LeftOut } from '#contract/configuration-copy.ts';
import type { InstanceDetail } from '../../vendors/adapter.ts';
import { longestValue, mostValues } from '../check-values.ts';
import type { Copied } from './copied.ts';
import { mayBeSecret } from './may-be-secret.ts';

/**
 * Of an instance that a wizard filled. Its slots carry no type, so names and values tell what is secret. What the template no
 * longer asks for cannot be given again, and is nobody's loss; the addresses of workflows are made anew.
 */
export function copySlots({ record, authSlots, configSlots }: InstanceDetail): Copied {
  const connected = authSlots.flatMap(({ externalId, title, authenticationId, authentication }) =>
    title === null || authenticationId === null ? [] : [{ externalId, title, authentication }],
  );
  const connections = connected.flatMap(({ externalId, title, authentication }) =>
    authentication === null
      ? []
      : [{ title, slot: { externalId, authenticationId: authentication.id, name: authentication.name } }],
  );
  const set = configSlots.flatMap(({ externalId, title, value }) =>
    title === null || value === null ? [] : [{ title, slot: { externalId, value } }],
  );
  const [secret, open] = parted(set, ({ title, slot }) => mayBeSecret([title, slot.externalId], slot.value));
  const [long, short] = parted(open, ({ slot }) => slot.value.length > longestValue);
  const keptConnections = connections.slice(0, mostValues);
  const keptValues = short.slice(0, mostValues - keptConnections.length);
  const tooMany = [...connections.slice(keptConnections.length), ...short.slice(keptValues.length)];
  return {
    name: record.name,
    template: { id: record.templateId, name: record.templateName, versionId: null, version: null },
    content: {
      kind: 'slots',
      configValues: keptValues.map(({ slot }) => slot),
      connections: keptConnections.map(({ slot }) => slot),
    },
    leftOut: [
      ...named(
        connected.filter(({ authentication }) => authentication === null),
        'connection',
      ),
      ...named(secret, 'secret'),
      ...named([...long, ...tooMany], 'too_large'),
    ],
  };
}

function parted<Item>(items: Item[], goesFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter((item) => goesFirst(item)), items.filter((item) => !goesFirst(item))];
}

function named(items: { title: string }[], reason: LeftOut['reason']): LeftOut[] {
  return items.map(({ title }) => ({ title, reason }));
}
