import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../../domain/settings.ts';
import { restrictionDetail } from '../../../domain/state/restriction.ts';
import type { LinkState } from '../../../domain/state/state.ts';
import { exampleQr } from '../support/answers.ts';
import { account } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const qr: LinkState = { phase: 'qr', qr: exampleQr };
const unlinked = (link: LinkState) => ({ rows: 0, overview: { link, dispatcher: { kind: 'not_linked' } as const } });

describe('linking WhatsApp', () => {
  test('is where a new installation opens, with the code to scan', async () => {
    await renderApp(unlinked(qr));
    expect(screen.getByRole('img', { name: /QR code/ })).toBeTruthy();
  });

  test('is named by what is shown: a code only while there is one', async () => {
    const { emit } = await renderApp(unlinked(qr));
    screen.getByRole('region', { name: 'Code to scan' });
    act(() => emit('link:changed', { phase: 'ready', account }));
    expect(await screen.findByRole('region', { name: 'Linked' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Code to scan' })).toBeNull();
  });

  test('draws a new code by itself', async () => {
    const { emit } = await renderApp(unlinked(qr));
    const drawn = () => screen.getByRole('img', { name: /QR code/ }).innerHTML;
    const before = drawn();
    act(() => emit('link:changed', { ...qr, qr: `${exampleQr}9` }));
    expect(drawn()).not.toBe(before);
  });

  test('asks for a phone code only with a whole number, in E.164', async () => {
    const { calls } = await renderApp(unlinked(qr));
    fireEvent.click(screen.getByRole('button', { name: 'Link with a phone number instead' }));
    const field = screen.getByLabelText('Your WhatsApp number');
    // The example number must not break over two lines.
    expect(screen.getByText(/for example/).textContent).toContain('+44\u00a07700\u00a0900118');
    fireEvent.change(field, { target: { value: '0770' } });
    fireEvent.click(screen.getByRole('button', { name: 'Get a code' }));
    const wrong = await screen.findByText('Enter the full number, with its country code.');
    expect(wrong.getAttribute('role')).toBe('alert');
    expect(calls.map(({ name }) => name)).not.toContain('link:withCode');
    fireEvent.change(field, { target: { value: '07400 123456' } });
    fireEvent.click(screen.getByRole('button', { name: 'Get a code' }));
    expect(await screen.findByRole('img', { name: 'K 7 Q X 2 M 9 P' })).toBeTruthy();
    expect(calls.at(-1)).toEqual({ name: 'link:withCode', input: { phone: '+447400123456' } });
  });

  test('asks for a code for a number that is of no range known here, as its own example is', async () => {
    const { calls } = await renderApp(unlinked(qr));
    fireEvent.click(screen.getByRole('button', { name: 'Link with a phone number instead' }));
    fireEvent.change(screen.getByLabelText('Your WhatsApp number'), { target: { value: '+44 7700 900118' } });
    fireEvent.click(screen.getByRole('button', { name: 'Get a code' }));
    await waitFor(() => expect(calls.at(-1)).toEqual({ name: 'link:withCode', input: { phone: '+447700900118' } }));
  });

  test('says that WhatsApp gave no code for a number, keeps the number to correct, and leads back to the QR code', async () => {
    const { calls, emit } = await renderApp(unlinked({ phase: 'code_refused', phone: '+447400123456' }));
    const field = screen.getByLabelText('Your WhatsApp number');
    expect(field).toHaveProperty('value', '+44 7400 123456');
    expect(screen.getByText(/WhatsApp did not send a code for this number/)).toBeTruthy();
    fireEvent.change(field, { target: { value: '+44 7400 123457' } });
    expect(screen.queryByText(/WhatsApp did not send a code for this number/)).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Link with the QR code instead' }));
    await waitFor(() => expect(calls.at(-1)?.name).toBe('link:withQr'));
    act(() => emit('link:changed', qr));
    expect(await screen.findByRole('img', { name: /QR code/ })).toBeTruthy();
  });

  test('leads to WhatsApp’s own window where the phone asks for a passkey or WhatsApp for a check, and back to the code', async () => {
    const { calls, emit } = await renderApp(unlinked(qr));
    // This also works where the app itself is not told about the passkey.
    fireEvent.click(screen.getByRole('button', { name: 'Phone asks for a passkey? Link in WhatsApp’s window' }));
    await screen.findByText('Continue in WhatsApp’s window');
    fireEvent.click(screen.getByRole('button', { name: 'Close the window' }));
    await screen.findByRole('img', { name: /QR code/ });
    act(() => emit('link:changed', { phase: 'passkey' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Open WhatsApp’s window' }));
    await screen.findByText('Continue in WhatsApp’s window');
    // A linked account is not asked for a code.
    const check = { phase: 'check', account, isInWindow: false } as const;
    act(() => emit('link:changed', check));
    await screen.findByRole('heading', { name: 'WhatsApp asks for a security check' });
    fireEvent.click(await screen.findByRole('button', { name: 'Open WhatsApp’s window' }));
    act(() => emit('link:changed', { ...check, isInWindow: true }));
    await screen.findByText('Continue in WhatsApp’s window');
    screen.getByRole('heading', { name: 'WhatsApp asks for a security check' });
    expect(screen.queryByText(/Link a device/)).toBeNull();
    screen.getByRole('button', { name: 'Close the window' });
    // Where WhatsApp's window shows nothing for the check, a new link is the way out.
    fireEvent.click(screen.getByRole('button', { name: /^The window asks for nothing/ }));
    await screen.findByRole('heading', { name: 'WhatsApp account' });
    expect(calls.map(({ name }) => name).filter((name) => name.startsWith('link:'))).toEqual([
      'link:inWindow',
      'link:withQr',
      'link:inWindow',
      'link:inWindow',
    ]);
  });

  test('copies the code, and shows the new one when it has run out', async () => {
    const copied = vi.fn(async (_text: string) => undefined);
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(copied);
    const { emit } = await renderApp(unlinked({ phase: 'code', code: 'K7QX-2M9P', phone: account.phone }));
    fireEvent.click(screen.getByRole('button', { name: 'Copy the code' }));
    await waitFor(() => expect(copied).toHaveBeenCalledWith('K7QX2M9P'));
    act(() => emit('link:changed', { phase: 'code', code: 'AAAABBBB', phone: account.phone }));
    expect(screen.getByRole('img', { name: 'A A A A B B B B' })).toBeTruthy();
  });

  test('calls a start that takes long slow, and offers to start again or another browser', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    try {
      const { calls, store } = await renderApp(unlinked({ phase: 'starting' }));
      expect(screen.queryByRole('button', { name: 'Start WhatsApp again' })).toBeNull();
      act(() => vi.advanceTimersByTime(41_000));
      fireEvent.click(screen.getByRole('button', { name: 'Start WhatsApp again' }));
      await waitFor(() => expect(calls.at(-1)?.name).toBe('link:retry'));
      act(() => vi.advanceTimersByTime(41_000));
      fireEvent.click(screen.getByRole('button', { name: 'Choose another browser' }));
      expect(store.getState().route).toEqual({ screen: 'settings', part: 'browser' });
    } finally {
      vi.useRealTimers();
    }
  });

  test('says what is wrong and what to do, and tries again', async () => {
    const failed = { phase: 'failed', problem: 'no_browser', detail: '' } as const;
    const { calls, emit } = await renderApp(unlinked(failed));
    expect(screen.getByText(/Install Chrome, Edge, Brave or Chromium/)).toBeTruthy();
    const detail = restrictionDetail({ kind: 'banned', untilMs: Date.parse('2026-12-03T14:05:00Z') });
    act(() => emit('link:changed', { ...failed, problem: 'banned', detail }));
    await screen.findByText(/^WhatsApp has banned this account until .*3 Dec.*14:05/);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(calls.at(-1)?.name).toBe('link:retry'));
  });

  test('shows how far the browser has been fetched', async () => {
    await renderApp(unlinked({ phase: 'fetching_browser', receivedBytes: 50, totalBytes: 200 }));
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
  });

  test('shows the account in the sidebar once it is linked', async () => {
    const { emit } = await renderApp(unlinked(qr));
    act(() => emit('link:changed', { phase: 'ready', account }));
    expect(screen.getAllByText('Open Harbour office').length).toBeGreaterThan(1);
  });

  test('offers practice only outside of it, and the way back only inside', async () => {
    const { view, calls } = await renderApp(unlinked(qr));
    expect(screen.queryByRole('button', { name: 'Leave practice mode' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Try it in practice mode' }));
    await waitFor(() => expect(calls.at(-1)).toEqual({ name: 'app:restart', input: { practice: true } }));
    view.unmount();
    const inPractice = unlinked(qr);
    const practice = await renderApp({
      ...inPractice,
      overview: {
        ...inPractice.overview,
        practice: { gapMs: 200, ackWaitMs: 5_000 },
        settings: defaultSettings(true),
      },
    });
    expect(screen.queryByText('Want to try it first?')).toBeNull();
    expect(screen.getByText(/One message every 0.2\s*s\. Waits 5\s*s for confirmation/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Leave practice mode' }));
    await waitFor(() => expect(practice.calls.at(-1)).toEqual({ name: 'app:restart', input: { practice: false } }));
  });
});
