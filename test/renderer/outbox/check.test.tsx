import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatLine } from '../../../domain/contract.ts';
import { defaultSettings } from '../../../domain/settings.ts';
import { chatLines } from '../support/answers.ts';
import { failedRow, messageRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

/** Longer than a double press is kept from answering for the next chat. */
const deadTimeMs = 600;
const [first, second] = [failedRow(1, 'no_confirmation'), failedRow(2, 'interrupted')];
const noTick = (row: typeof first): readonly ChatLine[] =>
  chatLines(row).map((line) => (line.fromMe ? { ...line, ack: 0 } : line));

let nowMs = 0;
beforeEach(() => {
  nowMs = 10_000;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});

async function open({ operatorName = 'Sam', chat = noTick }: { operatorName?: string; chat?: typeof noTick } = {}) {
  const rows = [first, second, { ...failedRow(3, 'rejected'), settlement: 'not_there' as const }, messageRow(4)];
  const app = await renderApp({
    rows,
    overview: { settings: { ...defaultSettings(false), operatorName } },
    handlers: { 'message:chat': ({ id }) => [...chat(id === 1 ? first : second)] },
  });
  fireEvent.click(screen.getByRole('tab', { name: /Failed/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Check 2 chats' }), { detail: 1 });
  const panel = await screen.findByRole('complementary', { name: 'Check 2 chats' });
  const settled = () => app.calls.filter(({ name }) => name === 'message:settle').map(({ input }) => input);
  return { ...app, panel, settled };
}
const heading = async (name: string) => screen.findByRole('heading', { level: 2, name });
const press = (panel: HTMLElement, key: string, more: object = {}) => {
  nowMs += deadTimeMs;
  fireEvent.keyDown(panel, { key, ...more });
};

describe('going through the chats in doubt', () => {
  it('leaves out those that somebody checked, and writes an answer down only with the next one', async () => {
    const { panel, settled } = await open();
    await heading(first.name);
    await screen.findByRole('button', { name: /Yes, it has a tick/ });
    press(panel, 'y');
    await heading(second.name);
    expect(within(panel).getByText('marked as sent')).toBeTruthy();
    expect(settled()).toEqual([]);
    await screen.findByRole('button', { name: /No, it is not there/ });
    press(panel, 'n');
    await heading('All chats have been shown');
    expect(settled()).toEqual([{ id: 1, settlement: 'seen', who: 'Sam' }]);
    nowMs += deadTimeMs;
    fireEvent.click(within(panel).getByRole('button', { name: 'Back to the list' }), { detail: 1 });
    await waitFor(() => expect(settled()).toHaveLength(2));
    expect(settled()[1]).toEqual({ id: 2, settlement: 'not_there', who: 'Sam' });
  });

  it('asks first who is looking, where the name can be typed at once', async () => {
    await open({ operatorName: '' });
    const who = await screen.findByRole('textbox', { name: 'Your name' });
    await waitFor(() => expect(document.activeElement).toBe(who));
  });

  it('takes an answer back, and nothing of it was written', async () => {
    const { panel, settled } = await open();
    await screen.findByRole('button', { name: /Yes, it has a tick/ });
    press(panel, 'y');
    await heading(second.name);
    press(panel, 'u');
    await heading(first.name);
    expect(within(panel).queryByText('marked as sent')).toBeNull();
    fireEvent.keyDown(panel, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
    expect(settled()).toEqual([]);
  });

  it('leaves a clock on the phone open, shows that chat once more, and writes the clock into its history', async () => {
    const { panel, settled, calls } = await open();
    await screen.findByRole('button', { name: /It shows a clock/ });
    press(panel, 'c');
    await heading(second.name);
    await screen.findByRole('button', { name: /Later/ });
    press(panel, 'l');
    await heading(first.name);
    await screen.findByRole('button', { name: /It shows a clock/ });
    press(panel, 'c');
    await heading(second.name);
    await screen.findByRole('button', { name: /Later/ });
    press(panel, 'l');
    await heading('All chats have been shown');
    expect(within(panel).getByText('2 still open')).toBeTruthy();
    expect(settled()).toEqual([]);
    const clocks = calls.filter(({ name }) => name === 'message:sawClock').map(({ input }) => input);
    expect(clocks).toEqual([
      { id: 1, who: 'Sam' },
      { id: 1, who: 'Sam' },
    ]);
  });

  it('takes a held or a double press once', async () => {
    const { panel, settled } = await open();
    await screen.findByRole('button', { name: /Yes, it has a tick/ });
    press(panel, 'y');
    fireEvent.keyDown(panel, { key: 'y' });
    nowMs += deadTimeMs;
    fireEvent.keyDown(panel, { key: 'y', repeat: true });
    await heading(second.name);
    expect(settled()).toEqual([]);
  });

  it('does not ask against what the screen shows: a tick here is WhatsApp’s own word', async () => {
    const { panel, change } = await open({ chat: chatLines });
    await within(panel).findByRole('heading', { name: 'It has a tick here, so it was sent' });
    expect(within(panel).queryByRole('button', { name: /No, it is not there/ })).toBeNull();
    act(() => change([{ ...first, status: 'sent', reason: null, evidence: 'ack', ack: 1 }]));
    await within(panel).findByRole('heading', { name: /There is nothing to check/ });
    expect(
      within(panel)
        .getAllByRole('button')
        .map((button) => button.textContent),
    ).toContain('Next N');
  });

  it('asks for the name once, in the place of the answers', async () => {
    const { panel } = await open({ operatorName: '' });
    fireEvent.change(await within(panel).findByLabelText('Your name'), { target: { value: 'Joana' } });
    fireEvent.keyDown(within(panel).getByLabelText('Your name'), { key: 'y' });
    fireEvent.click(within(panel).getByRole('button', { name: 'Save name' }), { detail: 1 });
    expect(await within(panel).findByRole('button', { name: /Yes, it has a tick/ })).toBeTruthy();
    expect(within(panel).queryByLabelText('Your name')).toBeNull();
  });
});

describe('what the outbox says of failures', () => {
  it('names what is in doubt and what was not sent instead of saying that all is done', async () => {
    await renderApp({ rows: [first, failedRow(2, 'duplicate'), failedRow(3, 'not_on_whatsapp')] });
    fireEvent.click(screen.getByRole('tab', { name: /^Failed ?3 ?, 1 not confirmed, 2 not sent$/ }));
    expect((await screen.findByText(/of 3 sent/)).parentElement?.textContent).toContain('0 of 3 sent');
    expect(screen.getByRole('button', { name: '2 not sent' })).toBeTruthy();
    expect(screen.queryByText(/nothing left/)).toBeNull();
    expect(await screen.findByText(/^1 of them already got this message, or may have/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Queue 1 message again…' })).toBeTruthy();
  });
});
