import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp } from '../support/render-app.tsx';

it('another language comes in one piece: words and direction turn together, and what was typed stays', async () => {
  const { store } = await renderApp({ rows: 0 });
  act(() => store.getState().narrow('people', { tab: 'blocked' }));
  act(() => store.getState().open({ screen: 'people' }));
  const field = (await screen.findByRole('textbox', { name: 'Phone number' })) as HTMLInputElement;
  await act(() => store.getState().saveSettings({ language: 'ar' }));
  expect(document.documentElement.dir).toBe(screen.queryByRole('heading', { name: 'People' }) ? 'ltr' : 'rtl');
  await screen.findByRole('heading', { level: 1, name: 'الأشخاص' });
  expect(document.documentElement).toMatchObject({ lang: 'ar', dir: 'rtl' });
  expect(field.isConnected).toBe(true);
});
