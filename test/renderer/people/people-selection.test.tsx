import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openApp } from '../support/open-app.tsx';

/** happy-dom has no layout, so the heights of the scrolled area and of a row are set here, in CSS pixels. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(36);
});
afterEach(() => void vi.restoreAllMocks());

const ctrlA = (target: Element | Window) => fireEvent.keyDown(target, { key: 'a', ctrlKey: true });

it('selects all by Ctrl A also where some are selected already', async () => {
  await openApp({ rows: 0 }, { screen: 'people' });
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select Person 39' }));
  await screen.findByText('1 of 40 selected');
  ctrlA(window);
  await screen.findByText('40 of 40 selected');
});

it('leaves Ctrl A to the field that is typed in', async () => {
  await openApp({ rows: 0 }, { screen: 'people' });
  await screen.findByText('Person 39');
  const isLeft = ctrlA(screen.getByLabelText('Search name or number'));
  expect(isLeft).toBe(true);
  expect(screen.queryByText(/selected/)).toBeNull();
});
