import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { TimelinePanel } from './TimelinePanel.tsx';

const drift = (detail: string) => ({
  id: detail,
  at: '2026-01-02T03:04:05.000Z',
  action: 'instance.drift',
  outcome: 'done' as const,
  personName: null,
  problemCode: null,
  detail,
});

test('what was changed elsewhere is told in words, part by part, and by whom it was not', () => {
  render(
    <TimelinePanel entries={[drift('name, enabled, values'), drift('appeared'), drift('removed')]} vendor="tray" />,
  );
  expect(screen.getByText('Changed at Tray: name, enabled, and values')).toBeDefined();
  expect(screen.getByText('Appeared at Tray')).toBeDefined();
  expect(screen.getByText('Changed at Tray: removed')).toBeDefined();
  expect(screen.getAllByText(/Not through Jackfield/)).toHaveLength(3);
});

test('dialogs about connections, and signing in again as somebody else, have their words', () => {
  const entry = (action: string, detail: string | null = null) => ({
    ...drift(action),
    action,
    detail,
    personName: 'Maya Lindqvist',
  });
  render(
    <TimelinePanel
      entries={[
        entry('auth_dialog.open'),
        entry('authentication.change_account'),
        { ...entry('request.refuse'), outcome: 'refused', problemCode: 'view_only' },
        entry('instance.of_a_later_version'),
      ]}
      vendor="tray"
    />,
  );
  expect(screen.getByText('Connection dialog opened')).toBeDefined();
  expect(screen.getByText('Signed in again as another account')).toBeDefined();
  expect(screen.getByText('Attempt: refused')).toBeDefined();
  expect(screen.getByText('instance.of_a_later_version')).toBeDefined();
});
