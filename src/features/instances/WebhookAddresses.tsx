import { useState } from 'react';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { CopyButton } from '#src/ui/CopyButton.tsx';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import styles from './StillUsed.module.css';

const messages = i18n('webhookAddresses', {
  none: 'None has a webhook address that others could call.',
  some: count({
    one: '{count} has a webhook address that others may be calling.',
    other: '{count} have a webhook address that others may be calling.',
  }),
  show: count({ one: 'Show the address', other: 'Show the addresses' }),
  address: params<{ name: string }>('webhook address of {name}'),
});

interface CalledFlow {
  id: string;
  name: string;
  address: string;
}

/** How many can be called from outside. The addresses, to be looked up in other systems, are behind a fold. */
export function WebhookAddresses({ called }: { called: readonly CalledFlow[] }) {
  const t = useMessages(messages);
  const [isOpen, setIsOpen] = useState(false);
  if (called.length === 0) return <p>{t.none}</p>;
  return (
    <>
      <p>{t.some(called.length)}</p>
      <Disclosure label={t.show(called.length)} isOpen={isOpen} onToggle={setIsOpen}>
        <ul className={styles['addresses']}>
          {called.map(({ id, name, address }) => (
            <li key={id}>
              <bdi>{name}</bdi>
              <br />
              <code>{address}</code>
              <CopyButton text={address} what={t.address({ name })} />
            </li>
          ))}
        </ul>
      </Disclosure>
    </>
  );
}
