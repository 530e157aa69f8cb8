import { useColorScheme } from '@mui/material/styles';
import { useStore } from '@nanostores/react';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatMoment } from '#src/lib/format.ts';
import { i18n, locale, params, useMessages } from '#src/lib/i18n.ts';
import { useNow } from '#src/lib/now.ts';
import { density, singleKeys, timeZone } from '#src/lib/preferences.ts';
import { Choice } from '#src/ui/Choice.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { TimeZoneField } from '#src/ui/TimeZoneField.tsx';
import { SessionsPanel } from './SessionsPanel.tsx';
import styles from './SettingsPage.module.css';

const messages = i18n('settingsPage', {
  title: 'Settings',
  scope: 'How Jackfield looks and speaks is kept in this browser.',
  look: 'Look',
  theme: 'Theme',
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  density: 'Rows',
  comfortable: 'Comfortable',
  compact: 'Compact',
  densityHint: 'Compact shows more rows at once.',
  language: 'Language and time',
  languageLabel: 'Language',
  zone: 'Time zone',
  systemZone: params<{ zone: string }>('As the system ({zone})'),
  zoneHint: params<{ now: string }>('It is now {now}.'),
  noZone: 'No zone has such a name',
  keys: 'Keyboard',
  singleKeys: 'Single-key shortcuts',
  on: 'On',
  off: 'Off',
  keysHint: 'Press ? for all shortcuts. Turn them off when you speak your input.',
});

/** How this browser shows Jackfield. Each choice is in force at once. */
export function SettingsPage() {
  const t = useMessages(messages);
  return (
    <div className={styles['page']}>
      <PageHeader title={t.title} documentTitle={t.title} meta={t.scope} />
      <Look />
      <LanguageAndTime />
      <Keyboard />
      <SessionsPanel />
    </div>
  );
}

function Look() {
  const t = useMessages(messages);
  const { mode, setMode } = useColorScheme();
  return (
    <Panel title={t.look}>
      <div className={styles['choices']}>
        <Choice
          label={t.theme}
          value={mode ?? 'system'}
          options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t[value] }))}
          onChange={setMode}
        />
        <Choice
          label={t.density}
          value={useStore(density)}
          options={(['comfortable', 'compact'] as const).map((value) => ({ value, label: t[value] }))}
          hint={t.densityHint}
          onChange={(value) => density.set(value)}
        />
      </div>
    </Panel>
  );
}

/** What a language calls itself. The pseudo-language is for those who build Jackfield. */
const languages = [
  { value: 'en', label: 'English' },
  { value: 'en-XA', label: '[Éñglîsh···]' },
] as const;

function LanguageAndTime() {
  const t = useMessages(messages);
  const { mode } = useSignedIn();
  const zone = useStore(timeZone);
  const now = useNow('second');
  const { timeZone: systemZone } = new Intl.DateTimeFormat().resolvedOptions();
  return (
    <Panel title={t.language}>
      <div className={styles['choices']}>
        <Choice
          label={t.languageLabel}
          value={useStore(locale)}
          options={languages.filter(({ value }) => value === 'en' || mode === 'sandbox')}
          onChange={(value) => locale.set(value)}
        />
        <TimeZoneField
          label={t.zone}
          value={zone}
          emptyLabel={t.systemZone({ zone: systemZone })}
          noMatchLabel={t.noZone}
          hint={t.zoneHint({ now: formatMoment(now) })}
          onChange={(value) => timeZone.set(value)}
        />
      </div>
    </Panel>
  );
}

function Keyboard() {
  const t = useMessages(messages);
  const isOn = useStore(singleKeys);
  return (
    <Panel title={t.keys}>
      <Choice
        label={t.singleKeys}
        value={isOn ? 'on' : 'off'}
        options={(['on', 'off'] as const).map((value) => ({ value, label: t[value] }))}
        hint={t.keysHint}
        onChange={(value) => singleKeys.set(value === 'on')}
      />
    </Panel>
  );
}
