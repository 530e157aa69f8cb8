import type { InstanceDetails } from '#contract/connectors.ts';
import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { optionWords } from '../form/option-words.ts';
import type { ConnectorDetail } from './connector-instance-query.ts';
import type { DetailKey } from './details-changes.ts';
import styles from './DetailsTab.module.css';

const messages = i18n('detailConflicts', {
  title: 'Somebody else has changed this meanwhile. Nothing of yours was lost: choose what shall stand, then save.',
  unit: 'Rate limit, per',
  yours: 'Yours',
  theirs: params<{ vendor: string }>('Now at {vendor}'),
  keep: 'Keep yours',
  take: 'Take the other',
  nothing: 'nothing',
});

interface DetailConflictsProps {
  keys: readonly DetailKey[];
  yours: InstanceDetails;
  theirs: InstanceDetails;
  pools: ConnectorDetail['pools'];
  vendor: Vendor;
  onKeep: (key: DetailKey) => void;
  onTake: (key: DetailKey) => void;
}

/** Details that were changed here and elsewhere: both values, one of which has to be chosen. */
export function DetailConflicts({ keys, yours, theirs, pools, vendor, onKeep, onTake }: DetailConflictsProps) {
  const t = useMessages(messages);
  const say = useSayDetail(pools);
  return (
    <Banner tone="warn">
      <p>{t.title}</p>
      <ul className={styles['conflicts']}>
        {keys.map((key) => {
          const hidden = <span className="visually-hidden"> {say.label(key)}</span>;
          return (
            <li key={key}>
              <strong>{key === 'rateLimitUnit' ? t.unit : say.label(key)}</strong>
              <dl className={styles['values']}>
                <div>
                  <dt>{t.yours}</dt>
                  <dd>
                    <bdi>{say.value(key, yours) || t.nothing}</bdi>
                  </dd>
                </div>
                <div>
                  <dt>{t.theirs({ vendor: vendorNames[vendor] })}</dt>
                  <dd>
                    <bdi>{say.value(key, theirs) || t.nothing}</bdi>
                  </dd>
                </div>
              </dl>
              <p className={styles['choices']}>
                <Button size="small" onClick={() => onKeep(key)}>
                  {t.keep}
                  {hidden}
                </Button>
                <Button size="small" onClick={() => onTake(key)}>
                  {t.take}
                  {hidden}
                </Button>
              </p>
            </li>
          );
        })}
      </ul>
    </Banner>
  );
}

/** A detail's name and value in the words of the form. */
export function useSayDetail(pools: ConnectorDetail['pools']) {
  const t = useMessages(optionWords);
  return {
    label: (key: DetailKey): string => t[key],
    value: (key: DetailKey, details: InstanceDetails): string => {
      switch (key) {
        case 'rateLimitAmount':
          return Number.isNaN(details[key]) ? '' : formatNumber(details[key]);
        case 'rateLimitUnit':
          return t[details[key]];
        case 'poolId':
          return details[key] === null
            ? t.noPool
            : (pools.find(({ id }) => id === details[key])?.name ?? t.unknownPool);
        default:
          return details[key];
      }
    },
  };
}
