import type { Bulk } from '#contract/bulks.ts';
import { formatNumber } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { sizeOf } from './bulk-queries.ts';
import { refusalMessages, wordRefusal } from './bulk-words.ts';
import styles from './DryRun.module.css';

const messages = i18n('dryRun', {
  frozen: 'This is the set as it matched just now. What comes or changes later does not join it.',
  enable: count({ one: '{count} will be enabled', other: '{count} will be enabled' }),
  disable: count({ one: '{count} will be disabled', other: '{count} will be disabled' }),
  upgrade: count({ one: '{count} will be upgraded', other: '{count} will be upgraded' }),
  remove: count({ one: '{count} will be removed', other: '{count} will be removed' }),
  resync: count({
    one: '{count} will be read from its vendor again; nothing is changed',
    other: '{count} will be read from their vendors again; nothing is changed',
  }),
  enableNeedless: count({ one: '{count} is enabled already', other: '{count} are enabled already' }),
  disableNeedless: count({ one: '{count} is off already', other: '{count} are off already' }),
  upgradeNeedless: count({ one: '{count} is on the newest version', other: '{count} are on the newest version' }),
  removeNeedless: count({ one: '{count} is gone already', other: '{count} are gone already' }),
  resyncNeedless: count({ one: '{count} needs nothing', other: '{count} need nothing' }),
  refused: params<{ number: string; why: string }>('{number} cannot be done: {why}'),
  lost: count({
    one: '{count} of those you selected is no longer there',
    other: '{count} of those you selected are no longer there',
  }),
  held: 'Nothing is sent for 10 seconds. Until then you can undo it.',
  removal: 'Their workflows stop, their webhooks no longer answer and their settings are gone, at their vendors too.',
  sample: 'Among them',
  more: count({ one: 'and {count} more', other: 'and {count} more' }),
});

/** As many characters of an id as tell two of the same name apart. */
const shortId = 8;

/** What would happen to each of a set: what is done, what is so already, what cannot be done and why, and some of them by name. */
export function DryRun({ bulk, selected }: { bulk: Bulk; selected: number | null }) {
  const t = useMessages(messages);
  const refusals = useMessages(refusalMessages);
  const { action, counts, sample } = bulk;
  const lost = selected === null ? 0 : Math.max(0, selected - sizeOf(counts));
  return (
    <div className={styles['plan']}>
      <ul className={styles['groups']}>
        <li>
          <Lamp kind={counts.waiting > 0 ? 'on' : 'off'} />
          <strong>{t[action](counts.waiting)}</strong>
        </li>
        {bulk.refusals.map(({ code, count: number }) => (
          <li key={code}>
            <Lamp kind="attention" />
            {t.refused({ number: formatNumber(number), why: wordRefusal(refusals, code) })}
          </li>
        ))}
        {counts.needless > 0 && (
          <li>
            <Lamp kind="off" />
            {t[`${action}Needless`](counts.needless)}
          </li>
        )}
        {lost > 0 && (
          <li>
            <Lamp kind="unknown" />
            {t.lost(lost)}
          </li>
        )}
      </ul>
      {counts.waiting > 0 && sample.length > 0 && (
        <>
          <h3 className={styles['caption']}>{t.sample}</h3>
          <ul className={styles['sample']}>
            {sample.map((item) => (
              <li key={item.instanceId}>
                <VendorGlyph vendor={item.vendor} />
                <bdi className={styles['name']} title={item.name}>
                  {item.name}
                </bdi>
                <span className={styles['about']}>
                  <bdi>{item.accountName}</bdi> ·{' '}
                  <code title={item.instanceId}>{item.instanceId.slice(0, shortId)}</code>
                </span>
              </li>
            ))}
          </ul>
          {counts.waiting > sample.length && (
            <p className={styles['about']}>{t.more(counts.waiting - sample.length)}</p>
          )}
        </>
      )}
      <p className={styles['about']}>
        {action === 'remove' && `${t.removal} `}
        {t.frozen} {(action === 'remove' || action === 'disable') && t.held}
      </p>
    </div>
  );
}
