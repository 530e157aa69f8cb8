import { useState } from 'react';
import type { StoredConnection } from '#contract/deployables.ts';
import type { FormConnection } from '#contract/instance-form.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { titleOf } from '../form-entries.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { connectionWords } from './configure-words.ts';
import type { Consents } from './use-consents.ts';
import styles from './Configure.module.css';

/** The third party's consent: asked for in another tab, watched from here, and taken back. */
export function ConsentActions({
  connection,
  stored,
  consents,
}: {
  connection: FormConnection;
  stored: StoredConnection | undefined;
  consents: Consents;
}) {
  const t = useMessages(connectionWords);
  const [isAsking, setIsAsking] = useState(false);
  const service = connection.serviceName;
  const name = titleOf(connection);
  const { watch, busyKey, isOverdue } = consents;
  const isWatched = watch?.key === connection.key;
  const isBusy = busyKey !== null;
  const isActive = stored?.status === 'active';
  const busyReason = isBusy ? t.opening({ service }) : null;
  return (
    <div className={styles['consent']}>
      {!isActive && !isWatched && <p className={styles['quiet']}>{t.consent({ service })}</p>}
      {isWatched && (
        <Banner
          tone={isOverdue ? 'warn' : 'note'}
          lamp="attention"
          action={
            isOverdue && (
              <Button size="small" onClick={consents.lookAgain}>
                {t.look}
              </Button>
            )
          }
        >
          {watch.url !== null && (
            <>
              {t.blocked}{' '}
              <a href={watch.url} target="_blank" rel="noopener noreferrer">
                {t.openHere({ service })}
              </a>{' '}
            </>
          )}
          {isOverdue ? t.overdue : t.watching({ service })}
        </Banner>
      )}
      <div className={styles['buttons']}>
        <Button
          variant={isActive ? 'outlined' : 'filled'}
          disabledReason={busyReason}
          onClick={() => void consents.connect(connection.key, t.opening({ service }))}
        >
          {isActive || isWatched ? t.connectAgain : t.connect} <span className="visually-hidden">{name}</span>
        </Button>
        {isActive && (
          <Button variant="plain" disabledReason={busyReason} onClick={() => setIsAsking(true)}>
            {t.disconnect} <span className="visually-hidden">{name}</span>
          </Button>
        )}
      </div>
      {isAsking && (
        <ConfirmDialog
          title={t.disconnectTitle({ name })}
          text={t.disconnectText({ service })}
          action={t.disconnect}
          cancel={t.cancel}
          onConfirm={() => consents.disconnect(connection.key)}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  );
}
