import type { ReactNode } from 'react';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { SelectField } from '#src/ui/SelectField.tsx';
import type { ActivationChoices } from './activation-choices-query.ts';
import styles from './ReuseSection.module.css';

type Authentication = NonNullable<ActivationChoices['authentications']>[number];

const messages = i18n('connectionChoice', {
  ask: 'Ask me in the wizard',
  fits: 'Used for this already',
  account: params<{ account: string; name: string }>('{account} ({name})'),
  noConnection: 'You have no connection yet; the wizard makes one.',
  another: params<{ service: string }>('Connect another account of {service}…'),
});

/**
 * Which of the account's connections a new instance gets in a slot. A slot does not tell its service; once one of its
 * connections is known, by being chosen or by what is used already, another of the same service can be made here.
 */
export function ConnectionChoice({
  slot,
  authentications,
  chosenId,
  onChoose,
  onConnect,
  children,
}: {
  slot: ActivationChoices['authSlots'][number];
  authentications: readonly Authentication[];
  /** Empty: none. */
  chosenId: string;
  onChoose: (id: string) => void;
  /** Called within the click, so that a window may be opened. */
  onConnect: (likeAuthenticationId: string) => void;
  /** How a connection that is being made goes. */
  children: ReactNode;
}) {
  const t = useMessages(messages);
  const isUsed = ({ id }: Authentication) => slot.usedAuthenticationIds.includes(id);
  const others = authentications.filter((one) => !isUsed(one));
  const services = [...new Set(others.map(({ serviceTitle }) => serviceTitle))].toSorted();
  const known = authentications.find(({ id }) => id === chosenId) ?? authentications.find(isUsed);
  const toOption = ({ id, name, accountName: account }: Authentication) => ({
    value: id,
    label: account === null ? name : t.account({ account, name }),
  });
  return (
    <div className={styles['connection']}>
      <SelectField
        label={slot.title}
        value={chosenId}
        hint={authentications.length === 0 ? t.noConnection : undefined}
        groups={[
          { label: '', options: [{ value: '', label: t.ask }] },
          { label: t.fits, options: authentications.filter(isUsed).map(toOption) },
          ...services.map((service) => ({
            label: service,
            options: others.filter(({ serviceTitle }) => serviceTitle === service).map(toOption),
          })),
        ]}
        onChange={onChoose}
      />
      {known && (
        <Button size="small" variant="plain" onClick={() => onConnect(known.id)}>
          {t.another({ service: known.serviceTitle })}
        </Button>
      )}
      {children}
    </div>
  );
}
