import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Button } from './Button.tsx';

test('a button that is turned off or on again keeps the focus', () => {
  const { rerender } = render(<Button>Save</Button>);
  const button = screen.getByRole('button', { name: 'Save' });
  button.focus();
  rerender(<Button disabledReason="A change is under way">Save</Button>);
  expect(screen.getByRole('button', { name: 'Save' })).toBe(button);
  expect(document.activeElement).toBe(button);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  rerender(<Button>Save</Button>);
  expect(document.activeElement).toBe(button);
});
