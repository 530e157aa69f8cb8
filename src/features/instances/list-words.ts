import { count, i18n, params } from '#src/lib/i18n.ts';

/** What a list of instances says of itself, whoever's they are. */
export const listWords = i18n('instanceList', {
  instances: count({ one: '{count} instance', other: '{count} instances' }),
  checked: 'checked',
  newest: 'newest',
  oldest: 'oldest',
  reading: 'Reading…',
  readingFrom: params<{ vendor: string; whose: string }>('Reading {whose} from {vendor}…'),
  noMatch: 'No instances match',
  noMatchText: 'Nothing here has all of these properties.',
  clear: 'Clear the filters',
  none: 'Nothing is plugged in yet',
});
