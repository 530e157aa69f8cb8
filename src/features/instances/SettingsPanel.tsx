import { Suspense, useEffect, useRef, useState } from 'react';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Button } from '#src/ui/Button.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { shownValue } from './config-value.ts';
import type { TrayDetail } from './instance-detail-query.ts';
import type { InstanceRowData } from './instance-row.ts';
import type { SettingsFormProps } from './SettingsForm.tsx';
import styles from './DetailPanels.module.css';

const messages = i18n('settingsPanel', {
  title: 'Settings',
  none: 'This solution has no settings.',
  default: 'default',
  missing: 'No value yet',
  change: 'Change',
  viewOnly: 'You may look only.',
  busy: 'Wait until the work on it is done.',
  outdated: 'outdated',
  outdatedNote:
    'The solution no longer has what is marked outdated; the instance only still holds it, and it cannot be changed.',
});

const SettingsForm = lazyPage<SettingsFormProps>(() => import('./SettingsForm.tsx').then((part) => part.SettingsForm));

type Slots = TrayDetail['configSlots'];

/**
 * The config slots with their values: default, missing and outdated ones marked. **Change** makes a form of it. While the
 * vendor does not answer (`slots` null) a form that is open stays, and nothing else is shown.
 */
export function SettingsPanel({ row, slots }: { row: InstanceRowData; slots: Slots | null }) {
  const t = useMessages(messages);
  const { person } = useSignedIn();
  const [isEditing, setIsEditing] = useState(false);
  const [kept, setKept] = useState(slots);
  if (slots !== null && slots !== kept) setKept(slots);
  const change = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    // Whoever worked in the form goes on where they began.
    if (wasEditing.current && !isEditing) change.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);

  const known = slots ?? (isEditing ? kept : null);
  if (known === null) return null;
  const isEditable = known.some(({ title }) => title !== null);
  const off = person.viewOnly ? t.viewOnly : row.operation?.state === 'running' ? t.busy : null;
  const outdated = known.filter(({ title }) => title === null);
  const listed = isEditing ? outdated : known;
  return (
    <Panel
      title={t.title}
      note={
        isEditable &&
        !isEditing && (
          <Button size="small" ref={change} disabledReason={off} onClick={() => setIsEditing(true)}>
            {t.change} <span className="visually-hidden">{t.title}</span>
          </Button>
        )
      }
    >
      {known.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      {isEditing && (
        <Suspense fallback={<SkeletonRows rows={known.length} />}>
          <SettingsForm row={row} slots={known} onDone={() => setIsEditing(false)} />
        </Suspense>
      )}
      {listed.length > 0 && (
        <DefinitionList entries={listed.map((slot) => [slot.title ?? slot.externalId, value(slot)] as const)} />
      )}
      {outdated.length > 0 && <p className={styles['quiet']}>{t.outdatedNote}</p>}
    </Panel>
  );

  function value(slot: Slots[number]) {
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
        {slot.title === null && <span className={styles['badge']}>{t.outdated}</span>}
      </>
    );
  }
}
