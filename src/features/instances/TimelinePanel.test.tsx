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
