import { useId } from 'react';
import type { ReactNode } from 'react';
import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import { momentOf } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { connectionWords } from './connection-words.ts';
import { accountLabel, slotTitle } from './slot-facts.ts';
import type { Slot } from './slot-facts.ts';
import styles from './ConnectionsPanel.module.css';

/**
 * One slot: its lamp, its service and account, how that came, and its buttons, which are off with a reason. A slot that the
 * newest version has no more is shown and cannot be changed.
 */
export function ConnectionLine({
  slot,
  vendor,
  offReason,
  onConnect,
  onReconnect,
  onChoose,
  children,
}: {
  slot: Slot;
  vendor: Vendor;
  offReason: string | null;
  onConnect: () => void;
  onReconnect: () => void;
  onChoose: () => void;
  /** How a change of it goes. */
  children: ReactNode;
}) {
  const t = useMessages(connectionWords);
  const titleId = useId();
  const { authentication, authenticationId } = slot;
  const isEmpty = authenticationId === null;
  const isRetired = slot.title === null;

  return (
    <li className={styles['slot']}>
      <Lamp kind={isEmpty ? (isRetired ? 'off' : 'unfinished') : authentication ? 'on' : 'unknown'} />
      <div className={styles['what']}>
        <h3 id={titleId}>
          <bdi>{slotTitle(slot)}</bdi>
        </h3>
        <p className={styles['account']}>
          {authentication ? (
            <>
              <bdi>{accountLabel(authentication)}</bdi>
              <span className={styles['quiet']}>
                {authentication.serviceTitle}
                {authentication.serviceVersion && `, ${t.version({ version: authentication.serviceVersion })}`}
              </span>
            </>
          ) : isEmpty ? (
            t.empty
          ) : (
            t.unlisted({ id: authenticationId })
          )}
        </p>
        {isRetired && <p className={styles['quiet']}>{t.retired}</p>}
        {slot.connection && <HowItCame connection={slot.connection} vendor={vendor} />}
        {children}
      </div>
      {!isRetired && (
        <div className={styles['actions']}>
          {isEmpty ? (
            <Button size="small" disabledReason={offReason} aria-describedby={titleId} onClick={onConnect}>
              {t.connect}
            </Button>
          ) : (
            <>
              <Button size="small" disabledReason={offReason} aria-describedby={titleId} onClick={onReconnect}>
                {t.reconnect}
              </Button>
              <Button
                size="small"
                variant="plain"
                disabledReason={offReason}
                aria-describedby={titleId}
                onClick={onChoose}
              >
                {t.useAnother}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

function HowItCame({ connection, vendor }: { connection: NonNullable<Slot['connection']>; vendor: Vendor }) {
  const t = useMessages(connectionWords);
  const { personName, previousAccountName } = connection;
  const changedAt = momentOf(connection.changedAt);
  return (
    <p className={styles['quiet']}>
      <bdi>{personName === null ? t.atVendor({ vendor: vendorNames[vendor] }) : t.by({ person: personName })}</bdi>
      {changedAt !== null && (
        <>
          {' · '}
          <RelativeTime moment={changedAt} />
        </>
      )}
      {previousAccountName !== null && (
        <>
          {' · '}
          <bdi>{t.instead({ account: previousAccountName })}</bdi>
        </>
      )}
    </p>
  );
}
