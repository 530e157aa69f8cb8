import { useQuery } from 'urql';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { vendorNames } from '#contract/vendors.ts';
import { momentOf } from '#src/lib/format.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import type { VendorOutcome } from '../instance-list-query.ts';
import { useOutcomeWords } from '../outcome-words.ts';
import { agesQuery } from './facet-query.ts';
import styles from './VendorAges.module.css';

const messages = i18n('vendorAges', {
  label: 'Per vendor',
  instances: count({ one: '{count} instance', other: '{count} instances' }),
  newest: 'newest',
  oldest: 'oldest',
  ok: 'Answers.',
  empty: 'Answers, and has no instances.',
  reading: 'Being read now.',
  pending: 'Being read for the first time.',
  not_connected: 'Not connected.',
  unsupported: 'Tells of no instances.',
});

const lamps: Record<VendorOutcome['state'], LampKind> = {
  ok: 'on',
  empty: 'on',
  pending: 'working',
  failed: 'failed',
  not_connected: 'unknown',
  unsupported: 'unknown',
};

export interface VendorAgesProps {
  outcomes: readonly VendorOutcome[];
}

/** How many each vendor has, how old what is known of them is, and what failed there. */
export function VendorAges({ outcomes }: VendorAgesProps) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const sentencesOf = useOutcomeWords();
  const [{ data, error }] = useQuery({ query: agesQuery, requestPolicy: 'cache-and-network' });
  const ages = data?.instances.ages;
  return (
    <section aria-label={t.label}>
      {error && <p role="status">{wordsOfProblem(problems, problemOfGraphError(error)).what}</p>}
      <ul className={styles['vendors']}>
        {outcomes.map((outcome) => {
          const { vendor, state, refreshing } = outcome;
          const age = ages?.find((one) => one.vendor === vendor);
          const [newest, oldest] = [age?.newestCheckedAt, age?.oldestCheckedAt].map(momentOf);
          return (
            <li key={vendor} className={styles['vendor']}>
              <p className={styles['name']}>
                <VendorGlyph vendor={vendor} isSilent /> {vendorNames[vendor]}
                {ages && <span>{t.instances(age?.count ?? 0)}</span>}
              </p>
              {newest != null && oldest != null && (
                <p className={styles['quiet']}>
                  {t.newest} <RelativeTime moment={newest} step="fiveSeconds" />, {t.oldest}{' '}
                  <RelativeTime moment={oldest} step="fiveSeconds" />
                </p>
              )}
              <p className={styles['state']}>
                <Lamp kind={lamps[state]} />
                <span>
                  {state === 'failed'
                    ? sentencesOf(outcome).join(' ')
                    : refreshing && state !== 'pending'
                      ? t.reading
                      : t[state]}
                </span>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
