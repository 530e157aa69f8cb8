import { useColorScheme } from '@mui/material/styles';
import { useStore } from '@nanostores/react';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { shownState } from '#src/features/instances/instance-state.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { useRowMenu } from '#src/features/instances/row-menu.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { density } from '#src/lib/preferences.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { PaletteDialog } from '#src/ui/PaletteDialog.tsx';
import type { MenuEntry } from '#src/ui/Menu.tsx';
import type { PaletteOption } from '#src/ui/PaletteDialog.tsx';
import { isActivityShown } from '../activity-shown.ts';
import { useDestinations } from '../navigation.ts';
import { signOutAndTell } from '../sign-out.ts';
import { useFoundInstances } from './found-instances.ts';
import type { FoundInstance } from './found-instances.ts';

const messages = i18n('commandPalette', {
  label: 'Search and commands',
  placeholder: 'Find an instance by name or id, or type a command',
  instances: 'Instances',
  goTo: 'Go to',
  look: 'Look',
  system: 'Theme of the system',
  light: 'Light theme',
  dark: 'Dark theme',
  comfortable: 'Comfortable rows',
  compact: 'Compact rows',
  help: 'Keyboard shortcuts',
  activity: 'Activity',
  you: 'You',
  signOut: 'Sign out',
  inForce: 'In force',
  account: params<{ account: string }>('Account {account}'),
  reading: 'Searching…',
  none: 'Nothing matches',
  hint: '↑ ↓ to move, Enter to choose, Esc to close',
  hintRow: 'Backspace goes back to the search',
  rowPlaceholder: params<{ name: string }>('What to do with {name}'),
});

export interface CommandPaletteProps {
  onClose: () => void;
  onHelp: () => void;
}

/** One field for everything: an instance by name or pasted id and what can be done with it, pages, looks. */
export function CommandPalette({ onClose, onHelp }: CommandPaletteProps) {
  const [query, setQuery] = useState('');
  const [row, setRow] = useState<FoundInstance | null>(null);
  if (row) return <RowCommands row={row} onBack={() => setRow(null)} onClose={onClose} />;
  return <AllCommands query={query} onQuery={setQuery} onClose={onClose} onHelp={onHelp} onRow={setRow} />;
}

function AllCommands({
  query,
  onQuery,
  onClose,
  onHelp,
  onRow,
}: CommandPaletteProps & { query: string; onQuery: (query: string) => void; onRow: (row: FoundInstance) => void }) {
  const t = useMessages(messages);
  const words = useMessages(instanceWords);
  const signedIn = useSignedIn();
  const { person } = signedIn;
  const navigate = useNavigate();
  const { mode: theme, setMode } = useColorScheme();
  const rowHeight = useStore(density);
  const { rows, isReading } = useFoundInstances(query);
  const destinations = useDestinations(signedIn);

  const closing = (act: () => void) => () => {
    onClose();
    act();
  };
  const options: PaletteOption[] = [
    ...rows.map((row) => ({
      key: row.id,
      group: t.instances,
      label: row.name || row.vendorId,
      detail: [person.role === 'admin' ? row.account.name : row.templateName, vendorNames[row.vendor]].join(' · '),
      lead: <Lamp kind={shownState(words, row, undefined).lamp} />,
      isFound: true,
      onSelect: () => onRow(row),
    })),
    ...destinations.map(({ key, to, icon, label }) => ({
      key,
      group: t.goTo,
      label,
      lead: <Icon name={icon} />,
      onSelect: closing(() => void navigate(to)),
    })),
    { key: 'help', group: t.goTo, label: t.help, lead: <Icon name="keyboard" />, onSelect: closing(onHelp) },
    ...(['system', 'light', 'dark'] as const).map((mode) => ({
      key: mode,
      group: t.look,
      label: t[mode],
      detail: mode === (theme ?? 'system') ? t.inForce : undefined,
      onSelect: closing(() => setMode(mode)),
    })),
    ...(['comfortable', 'compact'] as const).map((choice) => ({
      key: choice,
      group: t.look,
      label: t[choice],
      detail: choice === rowHeight ? t.inForce : undefined,
      onSelect: closing(() => density.set(choice)),
    })),
    {
      key: 'activity',
      group: t.you,
      label: t.activity,
      lead: <Icon name="activity" />,
      onSelect: closing(() => isActivityShown.set(true)),
    },
    { key: 'signOut', group: t.you, label: t.signOut, onSelect: closing(signOutAndTell) },
  ];

  return (
    <PaletteDialog
      label={t.label}
      placeholder={t.placeholder}
      query={query}
      options={options}
      emptyText={isReading ? t.reading : t.none}
      footer={t.hint}
      onQuery={onQuery}
      onClose={onClose}
    />
  );
}

function RowCommands({ row, onBack, onClose }: { row: FoundInstance; onBack: () => void; onClose: () => void }) {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const name = row.name || row.vendorId;
  const { person } = useSignedIn();
  const { primaryEntry, entries } = useRowMenu(row);
  const all: MenuEntry[] = [...primaryEntry(), ...entries(true)];
  if (person.role === 'admin') {
    const { id, name: account } = row.account;
    all.push({ key: 'account', label: t.account({ account }), to: paths.account.to(id) });
  }
  return (
    <PaletteDialog
      label={t.rowPlaceholder({ name })}
      placeholder={t.rowPlaceholder({ name })}
      query={query}
      options={all.map(({ key, label, to, onSelect, disabledReason }) => ({
        key,
        group: name,
        label,
        disabledReason: disabledReason ?? null,
        onSelect: () => {
          onClose();
          if (to !== undefined) void navigate(to);
          else onSelect?.();
        },
      }))}
      emptyText={t.none}
      footer={t.hintRow}
      onQuery={setQuery}
      onClose={onClose}
      onBack={onBack}
    />
  );
}
