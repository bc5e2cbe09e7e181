import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { createText } from '../../../domain/text/index.ts';
import { historyWords } from '../../../renderer/outbox/history.tsx';
import { messageDetail } from '../support/answers.ts';
import { failedRow, fixtureNowMs } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

describe('history in words', () => {
  const { text } = createText('en');
  const entry = (what: string, detail = '') => ({ what, detail, atMs: 0, to: null, who: '' });

  test('names an entry that this version does not know instead of hiding it', () => {
    expect(historyWords(text, entry('teleported'))).toBe('Recorded: teleported.');
  });

  test('tells apart whether a crash left a message in doubt', () => {
    expect(historyWords(text, entry('recovered', 'interrupted'))).toContain('Not confirmed');
    expect(historyWords(text, entry('recovered', 'not_handed_over'))).toContain('Not sent');
  });

  test('says what the operator saw, also where the line is the change to sent itself', () => {
    const seen = { ...entry('settled', 'operator'), to: 'sent' } as const;
    expect(historyWords(text, seen)).toContain('Seen in the chat');
    expect(historyWords(text, entry('settled', 'not_there'))).toContain('not in the chat');
  });

  test('says of a stop that only the team knows that the list of this computer may not show it', () => {
    expect(historyWords(text, entry('team', 'stopped'))).toContain('The list here may not show it');
  });
});

test('gives each day of a history once, also one of another month and one that is long past', async () => {
  const row = failedRow(1, 'no_confirmation');
  const detail = messageDetail(row);
  const at = (iso: string, what: string) => ({
    atMs: Date.parse(iso),
    what,
    detail: '',
    who: '',
    to: null,
  });
  const history = [
    at('2026-01-10T12:00:00Z', 'created'),
    at('2026-02-10T12:00:00Z', 'looked'),
    at('2026-02-10T12:00:02Z', 'passed'),
    at('2026-01-10T12:00:00Z', 'not_confirmed'),
    { ...at('2026-01-10T12:00:00Z', 'not_confirmed'), atMs: fixtureNowMs },
  ];
  const attempts = detail.attempts.map((attempt) => ({ ...attempt, openedAtMs: Date.parse('2026-02-10T12:00:02Z') }));
  await renderApp({ rows: [row], handlers: { 'message:get': () => ({ ...detail, history, attempts }) } });
  fireEvent.click(await screen.findByRole('tab', { name: /Failed/ }));
  fireEvent.click(await screen.findByText(row.name));
  await screen.findByText(/10 Feb 2026/);
  const lines = [...document.querySelectorAll('.history li')].map(
    (line) => line.querySelector('small')?.textContent ?? '',
  );
  expect(lines.slice(0, 4)).toEqual(['10 January 2026', '10 February 2026', '', '10 January 2026']);
  expect(lines[4]).not.toBe('');
});

test('says of an open message for which date it is, where a campaign writes for several', async () => {
  await renderApp({ rows: [{ ...failedRow(1, 'missed'), occasion: '2026-03-07' }] });
  fireEvent.click(await screen.findByRole('tab', { name: /Failed/ }));
  fireEvent.click(await screen.findByText(failedRow(1, 'missed').name));
  const panel = await screen.findByRole('complementary', { name: /^Message to/ });
  expect((await within(panel).findByText('For the date')).nextElementSibling?.textContent).toBe('7 Mar 2026');
});
