import { i18n, useMessages } from '#src/lib/i18n.ts';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { shownValue } from './config-value.ts';
import type { TrayDetail } from './instance-detail-query.ts';
import styles from './DetailPanels.module.css';

const messages = i18n('settingsPanel', {
  title: 'Settings',
  none: 'This solution has no settings.',
  default: 'default',
  missing: 'No value yet',
});

/** The config slots with their values: default and missing ones marked. */
export function SettingsPanel({ slots }: { slots: TrayDetail['configSlots'] }) {
  const t = useMessages(messages);
  return (
    <Panel title={t.title}>
      {slots.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <DefinitionList entries={slots.map((slot) => [slot.title ?? slot.externalId, value(slot)] as const)} />
    </Panel>
  );

  function value(slot: TrayDetail['configSlots'][number]) {
    const own = shownValue(slot.value);
    const shown = own ?? shownValue(slot.defaultValue);
    if (!shown) {
      return (
        <>
          <Lamp kind="unfinished" /> {t.missing}
        </>
      );
    }
    return (
      <>
        {shown.kind === 'json' ? (
          <pre className={styles['json']}>{shown.text}</pre>
        ) : (
          <span dir="auto">{shown.text}</span>
        )}
        {!own && <span className={styles['badge']}>{t.default}</span>}
      </>
    );
  }
}
