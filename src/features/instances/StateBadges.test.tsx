import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { OperationProgress } from '#src/features/operations/OperationProgress.tsx';
import { deploymentFlags } from '#src/testing/run-fixtures.ts';
import { StateBadges } from './StateBadges.tsx';

test('says each thing that holds beside the status, the worst first, and nothing of what is well', () => {
  const all = deploymentFlags({
    isSuspended: true,
    isFailing: true,
    hasUndeployedChanges: true,
    configuration: 'users',
  });
  const { container, rerender } = render(<StateBadges row={{ deployment: all }} />);
  const badges = [...(container.firstElementChild?.children ?? [])].map(({ textContent }) => textContent);
  expect(badges).toEqual(['Suspended', 'Failing', 'Changes not deployed', 'Waiting for users']);
  rerender(<StateBadges row={{ deployment: deploymentFlags() }} />);
  expect(container.textContent).toBe('');
  rerender(<StateBadges row={{ deployment: null }} />);
  expect(container.textContent).toBe('');
});

test('a job shows how far it is, in percent', () => {
  render(<OperationProgress share={0.4} />);
  expect(screen.getByRole('progressbar', { name: 'Progress' }).getAttribute('value')).toBe('0.4');
  expect(screen.getByText('40%').tagName).toBe('SPAN');
});
