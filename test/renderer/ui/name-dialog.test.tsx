import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { openDraft } from '../support/open-draft.tsx';

it('a name that is there is selected, so that what is typed takes its place', async () => {
  await openDraft('message', {});
  fireEvent.click(await screen.findByRole('button', { name: 'Rename the campaign' }));
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Campaign name' });
  await expect.poll(() => field === document.activeElement).toBe(true);
  expect(field.value).not.toBe('');
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, field.value.length]);
  // The operator switches to another window in the middle of the word.
  fireEvent.input(field, { target: { value: 'Half a na' } });
  field.setSelectionRange(9, 9);
  fireEvent.focus(field);
  expect([field.selectionStart, field.selectionEnd]).toEqual([9, 9]);
});
