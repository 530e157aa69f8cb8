import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { Tabs } from './Tabs.tsx';

function Pair() {
  const [shown, setShown] = useState<'one' | 'two'>('one');
  return (
    <Tabs
      label="Numbers"
      shown={shown}
      onShow={setShown}
      tabs={[
        { key: 'one', label: 'One', panel: <input aria-label="Typed" /> },
        { key: 'two', label: 'Two', panel: <p>Second</p> },
      ]}
    />
  );
}

test('arrows move among the tabs and show what they reach; what was typed in the other one is kept', async () => {
  const user = userEvent.setup();
  render(<Pair />);
  await user.type(screen.getByRole('textbox', { name: 'Typed' }), 'abc');
  await user.click(screen.getByRole('tab', { name: 'One' }));
  await user.keyboard('{ArrowRight}');
  const second = screen.getByRole('tab', { name: 'Two', selected: true });
  expect(document.activeElement).toBe(second);
  expect(screen.getByRole('tabpanel', { name: 'Two' }).textContent).toBe('Second');
  expect(screen.queryByRole('textbox')).toBeNull();

  await user.keyboard('{ArrowRight}');
  expect(screen.getByRole('tab', { name: 'One', selected: true })).toBe(document.activeElement);
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Typed' }).value).toBe('abc');
  await user.keyboard('{End}');
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Two');
  await user.keyboard('{Home}');
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('One');
});

test('only the shown tab is a stop for Tab', async () => {
  const user = userEvent.setup();
  render(<Pair />);
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'One' }));
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Typed' }));
});
