import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LinkState } from '../../../domain/state/state.ts';
import { exampleQr } from '../support/answers.ts';
import { renderApp } from '../support/render-app.tsx';

const qr: LinkState = { phase: 'qr', qr: exampleQr };

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

test('a code that cannot be drawn leaves the window as it is, says so, and goes when another comes', async () => {
  const { emit } = await renderApp({ rows: 0, overview: { link: qr, dispatcher: { kind: 'not_linked' } } });
  act(() => emit('link:changed', { ...qr, qr: 'x'.repeat(10_000) }));
  expect(await screen.findByText('This part of the window cannot be shown')).toBeTruthy();
  expect(screen.getByRole('navigation')).toBeTruthy();
  act(() => emit('link:changed', qr));
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('img', { name: /QR code/ })).toBeTruthy();
});
