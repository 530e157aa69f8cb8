import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { expect, test } from 'vitest';
import type { WizardFlow } from './wizard-flow.ts';
import { WizardProgress } from './WizardProgress.tsx';

const flow: WizardFlow = {
  id: 'a',
  kind: 'configure',
  vendor: 'tray',
  name: 'Orders',
  instanceId: 'a',
  phase: 'waiting',
  place: 'window',
  isReady: true,
  isClosed: false,
  isSilent: false,
  session: null,
  operation: null,
  problem: null,
  validation: null,
  wizardError: null,
  startedAt: 0,
};

function show(validation: WizardFlow['validation']): HTMLElement {
  render(<WizardProgress flow={{ ...flow, validation }} />, { wrapper: MemoryRouter });
  return screen.getByRole('region', { name: 'Set-up of Orders' });
}

test.each([
  ['checking', 'Your company checks what you entered…'],
  ['unchecked', 'What you entered could not be checked just now. Press Next in the wizard to try again.'],
] as const)('a screen of the wizard that is %s is told of', (validation, words) => {
  expect(show(validation).textContent).toContain(words);
});

test('nothing is said of checks where none is under way', () => {
  expect(show(null).textContent).not.toMatch(/check/i);
});

test('dismissing what is over leaves the focus on the page’s heading', async () => {
  render(
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>Instances</h1>
      <WizardProgress flow={{ ...flow, phase: 'done' }} />
    </main>,
    { wrapper: MemoryRouter },
  );
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
});
