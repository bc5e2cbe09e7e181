import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatLine } from '../../../domain/contract.ts';
import { defaultSettings } from '../../../domain/settings.ts';
import { chatLines } from '../support/answers.ts';
import { type FakeOptions, refuse } from '../support/fake-api.ts';
import { failedRow, messageRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

/** Longer than the time after a press in which the next chat takes no answer, against double presses. */
const deadTimeMs = 600;
const [first, second] = [failedRow(1, 'no_confirmation'), failedRow(2, 'interrupted')];
const noTick = (row: typeof first): readonly ChatLine[] =>
  chatLines(row).map((line) => (line.fromMe ? { ...line, ack: 0 } : line));

let nowMs = 0;
beforeEach(() => {
  nowMs = 10_000;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});

type Given = { operatorName?: string; chat?: typeof noTick; handlers?: FakeOptions['handlers'] };
async function open({ operatorName = 'Sam', chat = noTick, handlers = {} }: Given = {}) {
  const rows = [first, second, { ...failedRow(3, 'rejected'), settlement: 'not_there' as const }, messageRow(4)];
  const app = await renderApp({
    rows,
    overview: { settings: { ...defaultSettings(false), operatorName } },
    handlers: { 'message:chat': ({ id }) => [...chat(id === 1 ? first : second)], ...handlers },
  });
  fireEvent.click(screen.getByRole('tab', { name: /Failed/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Check 2 chats' }), { detail: 1 });
  const panel = await screen.findByRole('region', { name: 'Check 2 chats' });
  nowMs += deadTimeMs;
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
    await screen.findByRole('button', { name: /^A tick or two/ });
    press(panel, 'y');
    await heading(second.name);
    expect(within(panel).getByText('marked as sent')).toBeTruthy();
    expect(settled()).toEqual([]);
    await screen.findByRole('button', { name: /^It is not there/ });
    press(panel, 'n');
    await heading('All chats are looked at');
    expect(settled()).toEqual([{ id: 1, settlement: 'seen', who: 'Sam' }]);
    nowMs += deadTimeMs;
    fireEvent.click(within(panel).getByRole('button', { name: 'Back to the list' }), { detail: 1 });
    await waitFor(() => expect(settled()).toHaveLength(2));
    expect(settled()[1]).toEqual({ id: 2, settlement: 'not_there', who: 'Sam' });
  });

  it('calls nothing sent that could not be written down, and asks about it again', async () => {
    const { panel, settled } = await open({ handlers: { 'message:settle': () => refuse('internal') } });
    await screen.findByRole('button', { name: /^A tick or two/ });
    press(panel, 'y');
    await heading(second.name);
    await screen.findByRole('button', { name: /^A tick or two/ });
    press(panel, 'l');
    await heading('All chats are looked at');
    expect(settled()).toHaveLength(1);
    await within(panel).findByText(/^2 of them are still to check/);
    expect(within(panel).queryByText(/^Sent, on your word/)).toBeNull();
  });

  it('asks first who is looking, where the name can be typed at once', async () => {
    await open({ operatorName: '' });
    const who = await screen.findByRole('textbox', { name: 'Your name' });
    await waitFor(() => expect(document.activeElement).toBe(who));
  });

  it('takes an answer back, and nothing of it was written', async () => {
    const { panel, settled } = await open();
    await screen.findByRole('button', { name: /^A tick or two/ });
    press(panel, 'y');
    await heading(second.name);
    press(panel, 'u');
    await heading(first.name);
    expect(within(panel).queryByText('marked as sent')).toBeNull();
    fireEvent.keyDown(panel, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Check 2 chats' })).toBeNull());
    expect(settled()).toEqual([]);
    // The focus returns to where the round began.
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Check 2 chats'));
  });

  it('has the focus on the way on where WhatsApp has confirmed the chat meanwhile', async () => {
    const { panel, change } = await open();
    await within(panel).findByText('This message');
    await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^A tick or two/));
    act(() => change([{ ...first, status: 'sent', reason: null, evidence: 'ack', ack: 1 }]));
    await within(panel).findByRole('heading', { name: /There is nothing to check/ });
    expect(document.activeElement?.textContent).toMatch(/^Next/);
  });

  it('leaves a clock on the phone open, writes it into the history, and shows that chat no second time', async () => {
    const { panel, settled, calls } = await open();
    await screen.findByRole('button', { name: /^A clock/ });
    press(panel, 'c');
    await heading(second.name);
    expect(within(panel).getAllByText('2 of 2').length).toBeGreaterThan(0);
    await screen.findByRole('button', { name: /^Later/ });
    press(panel, 'l');
    await heading('All chats are looked at');
    expect(within(panel).getByText(/^2 of them are still to check/)).toBeTruthy();
    expect(settled()).toEqual([]);
    const clocks = calls.filter(({ name }) => name === 'message:sawClock').map(({ input }) => input);
    expect(clocks).toEqual([{ id: 1, who: 'Sam' }]);
    nowMs += deadTimeMs;
    fireEvent.click(within(panel).getByRole('button', { name: 'Check 2 chats again' }), { detail: 1 });
    await heading(first.name);
  });

  it('puts the focus on the first answer of each chat, after an answer, a name, and at the end', async () => {
    const { panel } = await open({ operatorName: '' });
    const name = await within(panel).findByLabelText('Your name');
    fireEvent.change(name, { target: { value: 'Joana' } });
    fireEvent.keyDown(name, { key: 'Enter' });
    const isAsked = async (word: RegExp) => waitFor(() => expect(document.activeElement?.textContent).toMatch(word));
    await isAsked(/^A tick or two/);
    // The second Enter of a double press that saved the name answers nothing.
    fireEvent.click(document.activeElement ?? panel, { detail: 0 });
    await heading(first.name);
    nowMs += deadTimeMs;
    fireEvent.click(within(panel).getByRole('button', { name: /^A clock/ }), { detail: 1 });
    await heading(second.name);
    await isAsked(/^A tick or two/);
    nowMs += deadTimeMs;
    // The letters answer even when nothing has the focus.
    fireEvent.keyDown(document.body, { key: 'n' });
    await heading('All chats are looked at');
    await isAsked(/^Back to the list/);
  });

  it('keeps the message in sight where its chat cannot be read, and the answers stay', async () => {
    const { panel } = await open({ chat: () => [] });
    await within(panel).findByText('What SendOnce handed over');
    expect(within(panel).getByRole('button', { name: /^It is not there/ })).toBeTruthy();
  });

  it('goes to a chat that is chosen, and to none that is sent already', async () => {
    const { panel } = await open();
    const chosen = (name: string) => within(panel).getByRole('button', { name: new RegExp(`^${name}`) });
    fireEvent.click(chosen(second.name), { detail: 1 });
    await heading(second.name);
    await within(panel).findByText('This message');
    press(panel, 'y');
    await heading(first.name);
    nowMs += deadTimeMs;
    fireEvent.click(chosen(second.name), { detail: 1 });
    await heading(first.name);
    expect(chosen(second.name).getAttribute('aria-disabled')).toBe('true');
    press(panel, 'l');
    await heading('All chats are looked at');
  });

  it('takes a held or a double press once', async () => {
    const { panel, settled } = await open();
    await screen.findByRole('button', { name: /^A tick or two/ });
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
    expect(within(panel).queryByRole('button', { name: /^It is not there/ })).toBeNull();
    act(() => change([{ ...first, status: 'sent', reason: null, evidence: 'ack', ack: 1 }]));
    await within(panel).findByRole('heading', { name: /There is nothing to check/ });
    expect(
      within(panel)
        .getAllByRole('button')
        .map((button) => button.textContent),
    ).toContain('NextNConfirmed by WhatsApp');
  });

  it('asks for the name once, in the place of the answers', async () => {
    const { panel } = await open({ operatorName: '' });
    fireEvent.change(await within(panel).findByLabelText('Your name'), { target: { value: 'Joana' } });
    fireEvent.keyDown(within(panel).getByLabelText('Your name'), { key: 'y' });
    await heading(first.name);
    fireEvent.click(within(panel).getByRole('button', { name: 'Save name' }), { detail: 1 });
    expect(await within(panel).findByRole('button', { name: /^A tick or two/ })).toBeTruthy();
    expect(within(panel).queryByLabelText('Your name')).toBeNull();
  });
});

describe('what the outbox says of failures', () => {
  it('counts what was not found in its chat by that name, not as to be confirmed', async () => {
    await renderApp({ rows: [first, { ...second, settlement: 'not_there' }, failedRow(3, 'not_on_whatsapp')] });
    fireEvent.click(screen.getByRole('tab', { name: /^Failed ?3 ?, 1 not confirmed, 1 not in the chat, 1 not sent$/ }));
    for (const name of ['1 not confirmed', '1 not in the chat', '1 not sent'])
      expect(screen.getByRole('button', { name })).toBeTruthy();
  });

  it('names what is in doubt and what was not sent instead of saying that all is done', async () => {
    await renderApp({ rows: [first, failedRow(2, 'duplicate'), failedRow(3, 'not_on_whatsapp')] });
    fireEvent.click(screen.getByRole('tab', { name: /^Failed ?3 ?, 1 not confirmed, 2 not sent$/ }));
    expect((await screen.findByText(/of 3 sent/)).parentElement?.textContent).toContain('0 of 3 sent');
    expect(screen.getByRole('button', { name: '2 not sent' })).toBeTruthy();
    expect(screen.queryByText(/nothing left/)).toBeNull();
    expect(await screen.findByText(/^1 of them already got this message, or may have/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Queue these again…' })).toBeTruthy();
  });
});
