import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import type { TrayDetail } from './instance-detail-query.ts';
import styles from './DetailPanels.module.css';

const messages = i18n('connectionsPanel', {
  title: 'Connections',
  none: 'This solution connects to nothing.',
  empty: 'Not connected',
  unlisted: params<{ id: string }>('Connected; {id} is not in the owner’s list'),
  version: params<{ version: string }>('version {version}'),
});

/** One line per auth slot: which authentication of the owner is in it, and of which service. */
export function ConnectionsPanel({ slots }: { slots: TrayDetail['authSlots'] }) {
  const t = useMessages(messages);
  return (
    <Panel title={t.title}>
      {slots.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <DefinitionList entries={slots.map((slot) => [slot.title ?? slot.externalId, connection(slot)] as const)} />
    </Panel>
  );

  function connection(slot: TrayDetail['authSlots'][number]) {
    const { authentication } = slot;
    if (authentication) {
      return (
        <>
          <Lamp kind="on" />
          <bdi>{authentication.name}</bdi>
          <span className={styles['quiet']}>
            {authentication.serviceTitle}
            {authentication.serviceVersion && `, ${t.version({ version: authentication.serviceVersion })}`}
          </span>
        </>
      );
    }
    return (
      <>
        <Lamp kind={slot.authenticationId === null ? 'unfinished' : 'unknown'} />
        {slot.authenticationId === null ? t.empty : t.unlisted({ id: slot.authenticationId })}
      </>
    );
  }
}
