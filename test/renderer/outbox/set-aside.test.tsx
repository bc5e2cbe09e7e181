import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { noneSetAside } from '../../../domain/contract.ts';
import { campaignSummary, countRows, messageRow } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const openRow = async (name: string) => fireEvent.click(await screen.findByText(name));

describe('people who are ready for the second message', () => {
  test.each([
    ['Send to 2', 'send'],
    ['Do not send', 'leave_out'],
  ])('wait in sight, whatever campaign is shown: %s', async (name, answer) => {
    const rows = [messageRow(1, { setAside: 'second_step' }), messageRow(2, { setAside: 'second_step' })];
    const setAside = { ...noneSetAside, secondStep: 2 };
    const other = campaignSummary({ id: 2, state: 'finished' });
    const step = campaignSummary({ id: 1, name: 'Camp: second message', counts: countRows(rows), total: 2, setAside });
    const app = await renderApp({ rows, overview: { campaigns: [other, step] } });
    act(() => app.store.getState().showOutbox({ campaignId: other.id, tab: 'sent' }));
    expect(await screen.findByText('2 people are ready for the second message')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Look at them' }));
    expect(app.store.getState().outbox).toMatchObject({ campaignId: 1, tab: 'pending' });
    expect((await screen.findAllByText('Waits for you')).length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole('button', { name }));
    const answers = () => app.calls.filter((call) => call.name === 'campaign:answer').map(({ input }) => input);
    await waitFor(() => expect(answers()).toEqual([{ id: 1, about: 'second_step', answer }]));
    await waitFor(() => expect(screen.queryByText('2 people are ready for the second message')).toBeNull());
  });
});

describe('people who have the text in their chat', () => {
  const open = async (answer: 'Send again…' | 'Do not send', about: 'in_chat' | 'got_meanwhile' = 'in_chat') => {
    const rows = [messageRow(1, { setAside: about }), messageRow(2, { setAside: 'no_answer' }), messageRow(3)];
    const counted = about === 'in_chat' ? { inChat: 1 } : { gotMeanwhile: 1 };
    const campaign = campaignSummary({
      counts: countRows(rows),
      total: 3,
      setAside: { ...noneSetAside, ...counted },
    });
    const app = await renderApp({ rows, overview: { campaigns: [campaign] } });
    act(() => app.store.getState().showOutbox({ campaignId: campaign.id, tab: 'pending' }));
    const banner = about === 'in_chat' ? /already has this text in the chat/ : /this text from another campaign/;
    expect(await screen.findByText(banner)).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: answer }));
    return app;
  };
  const answers = (calls: readonly { name: string; input: unknown }[]) =>
    calls.filter(({ name }) => name === 'campaign:answer').map(({ input }) => input);

  test('are asked about once for all, and are marked in the list', async () => {
    const { calls } = await open('Do not send');
    expect(screen.getByText('Already in the chat')).toBeTruthy();
    expect(screen.getByText('No answer from WhatsApp yet')).toBeTruthy();
    await waitFor(() => expect(answers(calls)).toEqual([{ id: 1, about: 'in_chat', answer: 'leave_out' }]));
    await waitFor(() => expect(screen.queryByText(/already has this text in the chat/)).toBeNull());
  });

  test.each(['Do not send', 'Send again…'] as const)(
    'or got it from another campaign meanwhile are asked about by themselves: %s',
    async (button) => {
      const { calls } = await open(button, 'got_meanwhile');
      const isSentAgain = button === 'Send again…';
      expect(screen.queryByText(/already has this text in the chat/)).toBeNull();
      if (isSentAgain) fireEvent.click(await screen.findByRole('button', { name: 'Send again' }));
      const answer = isSentAgain ? 'send' : 'leave_out';
      await waitFor(() => expect(answers(calls)).toEqual([{ id: 1, about: 'got_meanwhile', answer }]));
      await waitFor(() => expect(screen.queryByText(/from another campaign in the meantime/)).toBeNull());
    },
  );

  test('get it again only after a second question', async () => {
    const { calls } = await open('Send again…');
    expect(await screen.findByText(/They get this text a second time/)).toBeTruthy();
    expect(answers(calls)).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(answers(calls)).toEqual([{ id: 1, about: 'in_chat', answer: 'send' }]));
  });
});

describe('people whose text is not the one that was checked', () => {
  test.each([
    ['Send the new text', 'send'],
    ['Leave them out', 'leave_out'],
  ])('are asked about once for all: %s', async (button, answer) => {
    const rows = [messageRow(1, { setAside: 'text_changed' }), messageRow(2)];
    const setAside = { ...noneSetAside, textChanged: 1 };
    const campaign = campaignSummary({ counts: countRows(rows), total: 2, setAside });
    const app = await renderApp({ rows, overview: { campaigns: [campaign] } });
    act(() => app.store.getState().showOutbox({ campaignId: campaign.id, tab: 'pending' }));
    expect(await screen.findByText('The text for 1 person is not the one you checked')).toBeTruthy();
    expect(screen.getByText('The text has changed')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: button }));
    const answers = () => app.calls.filter(({ name }) => name === 'campaign:answer').map(({ input }) => input);
    await waitFor(() => expect(answers()).toEqual([{ id: 1, about: 'text_changed', answer }]));
    await waitFor(() => expect(screen.queryByText(/is not the one you checked/)).toBeNull());
  });
});

test('a campaign whose file cannot be read says so, and goes on from there', async () => {
  const rows = [messageRow(1)];
  const held = { state: 'paused', pauseReason: 'attachment_unreadable' } as const;
  const campaign = campaignSummary({ counts: countRows(rows), total: 1, ...held });
  const app = await renderApp({ rows, overview: { campaigns: [campaign] } });
  act(() => app.store.getState().showOutbox({ campaignId: campaign.id, tab: 'pending' }));
  expect(await screen.findByText('The attachment cannot be read')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Resume' }));
  await waitFor(() => expect(app.calls.map(({ name }) => name)).toContain('campaign:resume'));
});

test('the panel of a message that waits for somebody says for what, as its row does', async () => {
  await renderApp({ rows: [messageRow(1, { name: 'Farida Rahimi', setAside: 'second_step' })] });
  await openRow('Farida Rahimi');
  const panel = await screen.findByRole('complementary', { name: 'Message to Farida Rahimi' });
  expect(panel.querySelector('.badge')?.textContent).toBe('Waits for you');
});
