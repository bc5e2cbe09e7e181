import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ChatLine } from '../../../domain/contract.ts';
import { defaultSettings } from '../../../domain/settings.ts';
import { chatLines } from '../support/answers.ts';
import { messageRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const openTab = (name: RegExp) => fireEvent.click(screen.getByRole('tab', { name }));
const openRow = async (name: string) => fireEvent.click(await screen.findByText(name));
const asked = (calls: readonly { name: string; input: unknown }[], name: string) =>
  calls.filter((call) => call.name === name).map((call) => call.input);

const one = { status: 'failed', reason: 'no_confirmation' } as const;

describe('a message in doubt', () => {
  test('is settled under the name of the operator, who is asked for it once', async () => {
    const { calls } = await renderApp({ rows: [messageRow(1, one), messageRow(2)] });
    openTab(/Failed/);
    await openRow('Farida Rahimi');
    fireEvent.change(await screen.findByLabelText('Your name'), { target: { value: ' Sam ' } });
    expect(screen.queryByRole('button', { name: 'Mark as sent' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Save name' }));
    // The chat here shows a tick, so nobody is asked whether the message is there.
    fireEvent.click(await screen.findByRole('button', { name: 'Mark as sent' }));
    expect(screen.queryByRole('button', { name: 'No, it is not there' })).toBeNull();
    await screen.findByText('Marked as sent.');
    expect(asked(calls, 'message:settle')).toEqual([{ id: 1, settlement: 'seen', who: 'Sam' }]);
    expect(asked(calls, 'settings:set')).toEqual([{ operatorName: 'Sam' }]);
  });

  test('stays open where the phone shows a clock', async () => {
    const { calls } = await openDoubt(() => []);
    fireEvent.click(await screen.findByRole('button', { name: 'It shows a clock' }));
    expect(await screen.findByText(/^Still not confirmed\. A clock/)).toBeTruthy();
    expect(asked(calls, 'message:settle')).toEqual([]);
  });

  const openDoubt = async (chat: () => readonly ChatLine[] | null) => {
    const app = await renderApp({
      rows: [messageRow(1, one), messageRow(2)],
      overview: { settings: { ...defaultSettings(false), operatorName: 'Sam' } },
      handlers: { 'message:chat': () => chat()?.slice() ?? null },
    });
    openTab(/Failed/);
    await openRow('Farida Rahimi');
    return app;
  };

  test('shows the end of its chat before the question, the text marked where it stands', async () => {
    await openDoubt(() => chatLines(messageRow(1, one)).toReversed());
    const lines = await screen.findByRole('list', { name: 'Latest messages in this chat' });
    const items = within(lines).getAllByRole('listitem');
    expect(items.map((item) => item.className)).toEqual(['chat-theirs', 'chat-ours', 'chat-theirs']);
    expect(items.map((item) => item.textContent?.includes('This message'))).toEqual([false, true, false]);
    expect(screen.getByText('The message is in this chat with a tick: WhatsApp has it.')).toBeTruthy();
  });

  test('says that a message without a tick may not have left', async () => {
    await openDoubt(() => chatLines(messageRow(1, one)).map((line) => (line.fromMe ? { ...line, ack: 0 } : line)));
    expect(await screen.findByText(/has no tick, so it may not have been sent/)).toBeTruthy();
    expect(screen.getByText('no tick')).toBeTruthy();
  });

  test('does not mark the same words from long before, nor the words of somebody else', async () => {
    const [, ours] = chatLines(messageRow(1, one));
    if (ours === undefined) throw new Error('the fixture has no message of ours');
    await openDoubt(() => [
      { ...ours, atMs: ours.atMs - 86_400_000 },
      { ...ours, fromMe: false },
    ]);
    expect(await screen.findByText(/Not among the last 2 messages/)).toBeTruthy();
    const lines = screen.getByRole('list', { name: 'Latest messages in this chat' });
    expect(within(lines).queryByText('This message')).toBeNull();
  });

  test('sends to the phone when WhatsApp cannot be asked, and asks again when told to', async () => {
    let canBeAsked = false;
    await openDoubt(() => (canBeAsked ? chatLines(messageRow(1, one)) : null));
    expect(await screen.findByText('WhatsApp is not available right now. Check on your phone.')).toBeTruthy();
    canBeAsked = true;
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    const lines = await screen.findByRole('list', { name: 'Latest messages in this chat' });
    expect(within(lines).getByText('This message')).toBeTruthy();
  });

  test('never offers to be requeued', async () => {
    await openDoubt(() => []);
    await screen.findByRole('button', { name: 'No, it is not there' });
    expect(screen.queryByRole('button', { name: /Queue again/ })).toBeNull();
  });
});
