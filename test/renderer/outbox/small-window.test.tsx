import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { smallQuery } from '../../../renderer/ui/media.ts';
import { sentRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

test('the filters come at a press, and what is filtered stays filtered when they go', async () => {
  const ask = window.matchMedia.bind(window);
  vi.spyOn(window, 'matchMedia').mockImplementation((query) => {
    const list = ask(query);
    Object.defineProperty(list, 'matches', { value: query === smallQuery });
    return list;
  });
  await renderApp({ rows: [sentRow(1), sentRow(2, 3)] });
  fireEvent.click(screen.getByRole('tab', { name: /Sent/ }));
  await screen.findByRole('grid', { name: 'Sent' });
  const press = (name: string) =>
    fireEvent.click(screen.getAllByRole('button', { name })[0] as HTMLElement, { detail: 1 });
  expect(screen.queryByText('Replied')).toBeNull();
  press('Filters');
  expect(screen.getByRole('button', { name: 'Filters', expanded: true })).toBeTruthy();
  fireEvent.click(screen.getByText('Replied'));
  await waitFor(() => expect(screen.queryByRole('grid', { name: 'Sent' })).toBeNull());
  press('Filters');
  expect(screen.queryByText('Replied')).toBeNull();
  expect(screen.queryByRole('grid', { name: 'Sent' })).toBeNull();
  press('Clear search and filters');
  expect(await screen.findByRole('grid', { name: 'Sent' })).toBeTruthy();
});
