import { Link } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { formatMoment, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import type { Lapse } from './overview-query.ts';
import styles from './Overview.module.css';

type Run = { flow: string; run: string; time: string };

const messages = i18n('overviewLapses', {
  title: 'What is over, or will be within a day?',
  none: 'No credential is refused, and no vendor is about to forget a failed run.',
  credential: params<{ vendor: string; time: string }>('{vendor} has refused its credential since {time}.'),
  payloads: params<Run>('What run {run} of flow {flow} sent and received is forgotten at {time}.'),
  logs: params<Run>('Of run {run} of flow {flow} nothing is left at {time}.'),
  mend: 'Enter another',
  open: params<{ vendor: string }>('Look at it in {vendor}'),
});

/** Credentials that do not work any more, and failed runs that can be looked into for a short while only. */
export function LapsesPanel({ lapses }: { lapses: readonly Lapse[] }) {
  const t = useMessages(messages);
  return (
    <Panel title={t.title}>
      {lapses.length === 0 ? (
        <p className={styles['quiet']}>{t.none}</p>
      ) : (
        <ul className={styles['lapses']}>
          {lapses.map((lapse) => (
            <li key={[lapse.kind, lapse.vendor, lapse.account.id, lapse.runId].join(' ')}>
              <Lamp kind={lapse.kind === 'credential' ? 'failed' : 'attention'} />
              <VendorGlyph vendor={lapse.vendor} />
              <span>
                <Link to={paths.account.to(lapse.account.id)} dir="auto">
                  {lapse.account.name}
                </Link>{' '}
                <span>{sentenceOf(t, lapse)}</span>
              </span>
              {lapse.vendorUrl && (
                <a href={lapse.vendorUrl} target="_blank" rel="noreferrer">
                  {t.open({ vendor: vendorNames[lapse.vendor] })} <Icon name="outside" />
                </a>
              )}
              {lapse.kind === 'credential' && <Link to={paths.account.to(lapse.account.id)}>{t.mend}</Link>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function sentenceOf(t: ReturnType<typeof messages.get>, lapse: Lapse): string {
  const clock = (moment: string | null | undefined) => formatMoment(momentOf(moment) ?? 0);
  if (lapse.kind === 'credential') return t.credential({ vendor: vendorNames[lapse.vendor], time: clock(lapse.since) });
  return t[lapse.kind]({ flow: lapse.flowId ?? '', run: lapse.runId ?? '', time: clock(lapse.at) });
}
