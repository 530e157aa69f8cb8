import { useColorScheme } from '@mui/material/styles';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { signOut } from '#src/features/session/session.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import type { MenuEntry } from '#src/ui/Menu.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import { showToast } from '#src/ui/toast.ts';
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
    { key: 'signOut', label: t.signOut, onSelect: leave },
  ];

  return (
    <MenuButton label={t.label} entries={entries} variant="plain" icon="person">
      <span className={styles['name']}>{person.name}</span>
      <span className={styles['role']}>{role}</span>
    </MenuButton>
  );
}

function leave(): void {
  signOut().catch((error: unknown) =>
    showToast('failed', wordsOfProblem(problemMessages.get(), problemOf(error)).what),
  );
}
