import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { TextProvider } from '../../../renderer/text.tsx';
import { ConfirmDialog } from '../../../renderer/ui/dialog.tsx';

afterEach(cleanup);

test('once it is confirmed it offers no way back, and closes when that is done', async () => {
  const done = Promise.withResolvers<void>();
  const close = vi.fn();
  render(
    <TextProvider language="en">
      <ConfirmDialog
        open
        title="Unlink?"
        confirm="Unlink"
        keep="Stay linked"
        onConfirm={() => done.promise}
        onClose={close}
      >
        Sending stops.
      </ConfirmDialog>
    </TextProvider>,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Unlink' }));
  fireEvent.click(screen.getByRole('button', { name: 'Stay linked' }));
  fireEvent.keyDown(screen.getByRole('alertdialog'), { key: 'Escape' });
  expect(close).not.toHaveBeenCalled();
  done.resolve();
  await waitFor(() => expect(close).toHaveBeenCalledTimes(1));
});
