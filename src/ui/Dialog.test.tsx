import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { expect, test, vi } from 'vitest';
import { Dialog } from './Dialog.tsx';

function Page({ isOpen, hasOpener }: { isOpen: boolean; hasOpener: boolean }) {
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>Instances</h1>
      {hasOpener && <button type="button">Open</button>}
      {isOpen && (
        <Dialog title="Remove" actions={<button type="button">Close</button>} onClose={() => {}} onSubmit={() => {}}>
          Sure?
        </Dialog>
      )}
    </main>
  );
}

test('gives the focus back; to the page’s heading, when what it was opened from is gone', async () => {
  const { rerender } = render(<Page isOpen={false} hasOpener />, { wrapper: MemoryRouter });
  const opener = screen.getByRole('button', { name: 'Open' });
  opener.focus();
  rerender(<Page isOpen hasOpener />);
  await waitFor(() => expect(document.activeElement?.closest('[role="dialog"], [role="presentation"]')).not.toBeNull());
  rerender(<Page isOpen={false} hasOpener />);
  await waitFor(() => expect(document.activeElement).toBe(opener));
  rerender(<Page isOpen hasOpener />);
  rerender(<Page isOpen hasOpener={false} />);
  rerender(<Page isOpen={false} hasOpener={false} />);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })));
});

test('a press beside it closes it, unless it is the second one of what opened it', () => {
  const onClose = vi.fn<() => void>();
  render(
    <Dialog title="Save" actions={null} onClose={onClose} onSubmit={() => {}}>
      Sure?
    </Dialog>,
    { wrapper: MemoryRouter },
  );
  const beside = screen.getByRole('dialog').parentElement ?? document.body;
  const press = (detail: number) => {
    fireEvent.mouseDown(beside, { detail });
    fireEvent.click(beside, { detail });
  };
  press(2);
  expect(onClose).not.toHaveBeenCalled();
  press(1);
  expect(onClose).toHaveBeenCalledOnce();
});
