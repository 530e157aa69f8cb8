import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { Turn } from '#contract/update-decision.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import type { SignedIn } from '#src/features/session/signed-in.ts';
import { useLookOnly } from '#src/features/session/look-only.ts';
import { formatNumber, momentOf } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { kindsOfTurn } from './kinds-of-turn.ts';
import type { UpgradePlan } from './upgrades-query.ts';
import styles from './Upgrades.module.css';

const messages = i18n('upgradeTable', {
  label: 'Newer versions',
  version: params<{ number: string }>('version {number}'),
  current: count({ one: '{count} is on it already', other: '{count} are on it already' }),
  ready: count({ one: '{count} can be upgraded now', other: '{count} can be upgraded now' }),
  automatic: count({ one: '{count} of them moves by itself', other: '{count} of them move by themselves' }),
  owner: count({ one: '{count} waits for its owner', other: '{count} wait for their owners' }),
  accounts: count({ one: 'in {count} account', other: 'in {count} accounts' }),
  company: count({
    one: '{count} waits for values from your systems',
    other: '{count} wait for values from your systems',
  }),
  upgrade: 'Upgrade now',
  notify: 'Tell the owners',
  again: 'Tell them again',
  takeBack: 'Take back',
  told: params<{ person: string }>('{person} told them'),
});

interface UpgradeTableProps {
  plans: readonly UpgradePlan[];
  onUpgrade: (plan: UpgradePlan) => void;
  onNotify: (plan: UpgradePlan) => void;
  onTakeBack: (plan: UpgradePlan) => void;
}

/** A part for each newer version: how many instances stand where, and what can be done about it. */
export function UpgradeTable({ plans, ...actions }: UpgradeTableProps) {
  const t = useMessages(messages);
  return (
    <ul className={styles['plans']} aria-label={t.label}>
      {plans.map((plan) => (
        <li key={`${plan.vendor} ${plan.templateId}`} className={styles['plan']}>
          <Plan plan={plan} {...actions} />
        </li>
      ))}
    </ul>
  );
}

function Plan({ plan, onUpgrade, onNotify, onTakeBack }: Omit<UpgradeTableProps, 'plans'> & { plan: UpgradePlan }) {
  const t = useMessages(messages);
  const signedIn = useSignedIn();
  const lookOnly = useLookOnly();
  const { notice } = plan;
  return (
    <>
      <div className={styles['head']}>
        <h2>
          <bdi>{plan.templateName}</bdi>{' '}
          {typeof plan.newestVersion === 'number' && (
            <span className={styles['version']}>{t.version({ number: formatNumber(plan.newestVersion) })}</span>
          )}
        </h2>
        <VendorGlyph vendor={plan.vendor} />
        {plan.currentCount > 0 && <span className={styles['quiet']}>{t.current(plan.currentCount)}</span>}
      </div>
      <ul className={styles['turns']}>
        {plan.readyCount > 0 && (
          <Turns lamp="on" words={t.ready(plan.readyCount)} to={listOf(plan, signedIn, 'ready')}>
            {plan.automaticCount > 0 && <span className={styles['quiet']}>{t.automatic(plan.automaticCount)}</span>}
            <Button
              size="small"
              variant="filled"
              aria-haspopup="dialog"
              disabledReason={lookOnly}
              onClick={() => onUpgrade(plan)}
            >
              {t.upgrade}
            </Button>
          </Turns>
        )}
        {plan.ownerCount > 0 && (
          <Turns lamp="attention" words={t.owner(plan.ownerCount)} to={listOf(plan, signedIn, 'owner')}>
            <span className={styles['quiet']}>
              {t.accounts(plan.ownerAccountCount)}
              {notice && (
                <>
                  {' · '}
                  {t.told({ person: notice.personName })} <RelativeTime moment={momentOf(notice.sentAt) ?? 0} />
                </>
              )}
            </span>
            <Button size="small" aria-haspopup="dialog" disabledReason={lookOnly} onClick={() => onNotify(plan)}>
              {notice ? t.again : t.notify}
            </Button>
            {notice && (
              <Button size="small" variant="plain" disabledReason={lookOnly} onClick={() => onTakeBack(plan)}>
                {t.takeBack}
              </Button>
            )}
          </Turns>
        )}
        {plan.companyCount > 0 && (
          <Turns lamp="waiting" words={t.company(plan.companyCount)} to={listOf(plan, signedIn, 'company')} />
        )}
      </ul>
    </>
  );
}

function Turns({ lamp, words, to, children }: { lamp: LampKind; words: string; to: string; children?: ReactNode }) {
  return (
    <li>
      <Lamp kind={lamp} />
      <Link to={to}>{words}</Link>
      {children}
    </li>
  );
}

function listOf(plan: UpgradePlan, signedIn: SignedIn, turn: Turn): string {
  const search = new URLSearchParams({
    vendor: plan.vendor,
    template: plan.templateId,
    update: kindsOfTurn(plan, signedIn, turn).join(','),
  });
  return `${paths.adminInstances.to()}?${search.toString()}`;
}
