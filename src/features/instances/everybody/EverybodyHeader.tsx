import { Suspense, useId, useState } from 'react';
import type { ReactNode } from 'react';
import { formatNumber } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { agesOf, isCounted, isOneAge } from '../list-head.ts';
import { listWords } from '../list-words.ts';
import type { InstanceList } from '../use-instance-list.ts';
import type { VendorAgesProps } from './VendorAges.tsx';
import styles from './EverybodyHeader.module.css';

const VendorAges = lazyPage<VendorAgesProps>(async () => (await import('./VendorAges.tsx')).VendorAges);

const messages = i18n('everybodyHeader', {
  of: params<{ all: string }>('of {all}'),
  newestData: 'newest data',
  perVendor: 'Per vendor',
  failing: count({ one: '{count} vendor fails', other: '{count} vendors fail' }),
});

/** How many instances there are and how old what is known of them is; per vendor on demand, with what failed there. */
export function EverybodyHeader({
  title,
  list,
  isNarrowed,
  actions,
}: {
  title: string;
  list: InstanceList;
  isNarrowed: boolean;
  actions: ReactNode;
}) {
  const t = useMessages(messages);
  const words = useMessages(listWords);
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const { head, problem } = list;
  const ages = agesOf(list);
  const outcomes = head?.outcomes ?? [];
  const failing = outcomes.filter(({ state }) => state === 'failed').length;
  const isReading = head ? !isCounted(head) && outcomes.some(({ state }) => state === 'pending') : !problem;
  return (
    <>
      <PageHeader
        title={title}
        documentTitle={title}
        actionsStay
        actions={actions}
        meta={
          <div className={styles['meta']}>
            <output>
              {isReading && <span>{words.reading}</span>}
              {head && isCounted(head) && <span>{words.instances(head.totalCount)}</span>}
              {head && isNarrowed && <span> {t.of({ all: formatNumber(head.unfilteredCount) })}</span>}
            </output>
            {ages && (
              <span>
                {isOneAge(ages) ? (
                  <>
                    {words.checked} <RelativeTime moment={ages.oldest} step="fiveSeconds" />
                  </>
                ) : (
                  <>
                    {t.newestData} <RelativeTime moment={ages.newest} step="fiveSeconds" />
                    {', '}
                    {words.oldest} <RelativeTime moment={ages.oldest} step="fiveSeconds" />
                  </>
                )}
              </span>
            )}
            {outcomes.length > 0 && (
              <span className={styles['perVendor']}>
                <button
                  type="button"
                  aria-expanded={isOpen}
                  aria-controls={isOpen ? id : undefined}
                  onClick={() => setIsOpen(!isOpen)}
                >
                  {t.perVendor} <Icon name="chevron" />
                </button>
                {failing > 0 && (
                  <span className={styles['failing']}>
                    <Lamp kind="failed" /> {t.failing(failing)}
                  </span>
                )}
              </span>
            )}
          </div>
        }
      />
      {isOpen && (
        <div id={id}>
          <Suspense fallback={null}>
            <VendorAges outcomes={outcomes} />
          </Suspense>
        </div>
      )}
    </>
  );
}
