import { fireEvent, render, screen } from '@testing-library/react';
import { X } from 'lucide-react';
import { expect, it } from 'vitest';
import { IconButton } from '../../../renderer/ui/button.tsx';

it('the name of an icon is shown to whoever comes to it by key, not to whoever closes what it opened', async () => {
  render(
    <>
      <button type="button">Before</button>
      <IconButton icon={X} label="Rename" />
    </>,
  );
  const icon = screen.getByRole('button', { name: 'Rename' });
  const open = () => document.querySelector('.tooltip');
  // The dialog's field that had the focus is gone.
  fireEvent.focus(icon);
  expect(open()).toBeNull();
  fireEvent.blur(icon);
  fireEvent.focus(icon, { relatedTarget: screen.getByText('Before') });
  expect(open()?.textContent).toBe('Rename');
});
