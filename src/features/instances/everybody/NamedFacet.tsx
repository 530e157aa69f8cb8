import { useId, useState } from 'react';
import { classNames } from '#src/lib/class-names.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import type { NamedCounts } from './facet-query.ts';
import { Count } from './FacetGroup.tsx';
import styles from './Facets.module.css';

const messages = i18n('namedFacet', {
  more: 'Show more',
  fewer: 'Show fewer',
  others: count({ one: '{count} more: type part of its name', other: '{count} more: type part of the name' }),
  none: params<{ words: string }>('Nothing is called “{words}”'),
});

const fewShown = 5;

/** A property with many values, of which one can be chosen: those with the most rows, and the others by their names. */
export function NamedFacet({
  label,
  find,
  counts,
  chosen,
  words,
  onWords,
  onChoose,
}: {
  label: string;
  /** What the field is called in which part of a name is typed. */
  find: string;
  counts: NamedCounts | null;
  /** The one that is chosen, which may not be among those with the most rows. */
  chosen: { id: string; name: string } | null;
  words: string;
  onWords: (words: string) => void;
  /** Told an empty text for none. */
  onChoose: (id: string) => void;
}) {
  const t = useMessages(messages);
  const [isLong, setIsLong] = useState(false);
  const titleId = useId();
  const nodes = counts?.nodes ?? [];
  const shown = isLong ? nodes : nodes.slice(0, fewShown);
  const isChosenShown = shown.some(({ id }) => id === chosen?.id);
  const left = (counts?.totalCount ?? 0) - nodes.length;
  return (
    <div role="group" aria-labelledby={titleId} className={styles['group']}>
      <p id={titleId} className={styles['legend']}>
        {label}
      </p>
      <label className={styles['find']}>
        <Icon name="search" />
        <input
          type="text"
          aria-label={find}
          placeholder={find}
          value={words}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => onWords(target.value)}
        />
      </label>
      {chosen && !isChosenShown && (
        <Named {...chosen} count={countOf(chosen.id)} isChosen onPress={() => onChoose('')} />
      )}
      {shown.map(({ id, name, vendor, count: rows }) => (
        <Named
          key={`${vendor} ${id}`}
          name={name}
          vendor={vendor}
          count={rows}
          isChosen={id === chosen?.id}
          onPress={() => onChoose(id === chosen?.id ? '' : id)}
        />
      ))}
      {counts && nodes.length === 0 && words !== '' && <p className={styles['note']}>{t.none({ words })}</p>}
      {nodes.length > fewShown && (
        <Button size="small" variant="plain" aria-expanded={isLong} onClick={() => setIsLong(!isLong)}>
          {isLong ? t.fewer : t.more}
        </Button>
      )}
      {isLong && left > 0 && <p className={styles['note']}>{t.others(left)}</p>}
    </div>
  );

  function countOf(id: string): number | null {
    return nodes.find((node) => node.id === id)?.count ?? null;
  }
}

function Named({
  name,
  vendor = null,
  count: rows,
  isChosen,
  onPress,
}: {
  name: string;
  vendor?: NamedCounts['nodes'][number]['vendor'];
  count: number | null;
  isChosen: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      title={name}
      className={classNames(styles['option'], styles['named'], rows === 0 && styles['none'])}
      onClick={onPress}
    >
      {vendor && <VendorGlyph vendor={vendor} />}
      <bdi className={styles['name']}>{name}</bdi> {isChosen && rows === null ? null : <Count count={rows} />}
    </button>
  );
}
