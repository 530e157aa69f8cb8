import { useColorScheme } from '@mui/material/styles';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import type { MenuEntry } from '#src/ui/Menu.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import { signOutAndTell } from './sign-out.ts';
import styles from './PersonMenu.module.css';

const messages = i18n('personMenu', {
  label: 'You and this page',
  system: 'Theme of the system',
  light: 'Light theme',
  dark: 'Dark theme',
  settings: 'Settings',
  signOut: 'Sign out',
  admin: 'Administrator',
  lookOnly: params<{ account: string }>('{account}, look only'),
});

const modes = ['system', 'light', 'dark'] as const;

/** Who is signed in, the theme, and the way out. */
export function PersonMenu() {
  const t = useMessages(messages);
  const { person } = useSignedIn();
  const { mode, setMode } = useColorScheme();

  const account = person.account?.name ?? '';
  const role = person.role === 'admin' ? t.admin : person.viewOnly ? t.lookOnly({ account }) : account;

  const entries = (): MenuEntry[] => [
    ...modes.map((choice) => ({
      key: choice,
      label: t[choice],
      isChecked: (mode ?? 'system') === choice,
      onSelect: () => setMode(choice),
    })),
    { key: 'settings', label: t.settings, startsGroup: true, to: paths.settings.to() },
    { key: 'signOut', label: t.signOut, onSelect: signOutAndTell },
  ];

  return (
    <MenuButton label={t.label} entries={entries} variant="plain" icon="person">
      <span className={styles['name']} title={person.name}>
        {person.name}
      </span>
      <span className={styles['role']} title={role}>
        {role}
      </span>
    </MenuButton>
  );
}
