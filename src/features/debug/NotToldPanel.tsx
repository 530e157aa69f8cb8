import { vendorNames } from '#contract/vendors.ts';
import type { DebugViewData } from '#src/features/instances/instance-detail-query.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { addressSetting, notToldId } from './debug-cause.ts';
import styles from './NotToldPanel.module.css';

type Vendor = { vendor: string };

const messages = i18n('debugNotTold', {
  title: params<Vendor>('What {vendor} does not tell'),
  page: params<Vendor>('{vendor}’s own page about it'),
  unset: params<Vendor>('There is no link to {vendor}’s own page about it, since no address for it is set.'),
  set: 'Whoever runs this server sets it:',
  unlinked: params<Vendor>('There is no link to {vendor}’s own page about it while the account is not linked there.'),
});

/** What the vendor’s API has no answer to, and the way to where the vendor itself shows it. */
export function NotToldPanel({ view, facts }: { view: DebugViewData; facts: readonly string[] }) {
  const t = useMessages(messages);
  const vendor = vendorNames[view.row.vendor];
  return (
    <div id={notToldId}>
      <Panel title={t.title({ vendor })}>
        <ul className={styles['facts']}>
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <p className={styles['way']}>{way()}</p>
      </Panel>
    </div>
  );

  function way() {
    if (view.vendorUrl !== null) {
      return (
        <a href={view.vendorUrl} target="_blank" rel="noreferrer">
          {t.page({ vendor })} <Icon name="outside" />
        </a>
      );
    }
    if (!view.isLinked) return t.unlinked({ vendor });
    return (
      <>
        {t.unset({ vendor })} {t.set} <code>{addressSetting(view.row.vendor)}</code>
      </>
    );
  }
}
