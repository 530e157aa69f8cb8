import { useId } from 'react';
import { useQuery } from 'urql';
import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { authenticationsQuery } from './connection-queries.ts';
import type { ListedAuthentication } from './connection-queries.ts';
import { connectionWords } from './connection-words.ts';
import { accountLabel, slotTitle } from './slot-facts.ts';
import type { Slot } from './slot-facts.ts';
import styles from './ChooseConnectionDialog.module.css';

export interface ChooseConnectionDialogProps {
  slot: Slot;
  vendor: Vendor;
  onChoose: (authentication: ListedAuthentication) => void;
  /** Called within the click, so that a window may be opened. */
  onConnectNew: () => void;
  onClose: () => void;
}

/**
 * The account's other connections, those of the slot's service first, and the way to a new one. Of an empty slot nobody knows
 * which service it asks for: all are shown, by their services.
 */
export function ChooseConnectionDialog({ slot, vendor, onChoose, onConnectNew, onClose }: ChooseConnectionDialogProps) {
  const t = useMessages(connectionWords);
  const [{ data, error, fetching }] = useQuery({
    query: authenticationsQuery,
    variables: { vendor },
    requestPolicy: 'network-only',
  });
  const service = slot.authentication?.serviceTitle ?? null;
  const others = data?.authentications?.filter(({ id }) => id !== slot.authenticationId) ?? null;
  const isEmpty = slot.authenticationId === null;
  const ofService = others?.filter(({ serviceTitle }) => serviceTitle === service) ?? [];
  const ofOthers = (others?.filter(({ serviceTitle }) => serviceTitle !== service) ?? []).toSorted((one, other) =>
    one.serviceTitle.localeCompare(other.serviceTitle),
  );
  const isUnread = !fetching && (error !== undefined || others === null);

  return (
    <Dialog
      title={(isEmpty ? t.connectTitle : t.chooseTitle)({ slot: slotTitle(slot) })}
      onClose={onClose}
      onSubmit={() => {}}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button variant="filled" onClick={onConnectNew}>
            {t.connectNew}
          </Button>
        </>
      }
    >
      {fetching && <p role="status">{t.loading}</p>}
      {isUnread && <Banner tone="bad">{t.notRead({ vendor: vendorNames[vendor] })}</Banner>}
      {others?.length === 0 && <p>{t.noOther}</p>}
      {service !== null && ofService.length > 0 && (
        <Group title={t.sameService({ service })} authentications={ofService} onChoose={onChoose} />
      )}
      {isEmpty && ofOthers.length > 0 && <Group title={t.yours} authentications={ofOthers} onChoose={onChoose} />}
      {!isEmpty && ofOthers.length > 0 && (
        <details className={styles['others']}>
          <summary>{t.others({ count: ofOthers.length })}</summary>
          <List authentications={ofOthers} onChoose={onChoose} />
        </details>
      )}
    </Dialog>
  );
}

interface ListProps {
  authentications: readonly ListedAuthentication[];
  onChoose: (authentication: ListedAuthentication) => void;
}

function Group({ title, ...list }: ListProps & { title: string }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={styles['title']}>
        {title}
      </h3>
      <List {...list} />
    </section>
  );
}

function List({ authentications, onChoose }: ListProps) {
  const t = useMessages(connectionWords);
  const id = useId();
  return (
    <ul className={styles['list']}>
      {authentications.map((authentication) => (
        <li key={authentication.id}>
          <div id={`${id}-${authentication.id}`} className={styles['what']}>
            <bdi>{accountLabel(authentication)}</bdi>
            <span className={styles['quiet']}>
              {authentication.serviceTitle}
              {!authentication.name.includes(accountLabel(authentication)) && (
                <>
                  {' · '}
                  <bdi>{authentication.name}</bdi>
                </>
              )}
            </span>
          </div>
          <Button size="small" aria-describedby={`${id}-${authentication.id}`} onClick={() => onChoose(authentication)}>
            {t.use}
          </Button>
        </li>
      ))}
    </ul>
  );
}
