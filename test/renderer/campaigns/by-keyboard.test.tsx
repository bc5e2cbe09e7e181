import { screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { FakeOptions } from '../support/fake-api.ts';
import { aSheet, campaignDetail, campaignSummary, listReport } from '../support/fixtures.ts';
import { activate, nameless, pressKey, tabTo, typeKeys } from '../support/keys.ts';
import { openApp } from '../support/open-app.tsx';

/** A main process without campaigns, in which one can be made, as in the real one. */
async function openEmpty() {
  const draft = campaignSummary({ id: 7, name: 'New campaign', state: 'draft', account: null, startedAtMs: null });
  let detail = campaignDetail(draft, { list: null, text: '' });
  const handlers: FakeOptions['handlers'] = {
    'campaign:create': () => detail,
    'campaign:get': () => detail,
    'campaign:update': ({ id: _id, repeat: _repeat, ...patch }) => {
      detail = { ...detail, ...(patch as Partial<typeof detail>) };
      return detail;
    },
    'list:inspect': () => ({
      fileName: 'Pasted rows.csv',
      sheets: [aSheet({ mapping: { phone: 1, further: [], area: null, name: 0, country: null, fields: [] } })],
    }),
    'list:import': () => {
      const list = listReport();
      detail = { ...detail, list };
      return list;
    },
  };
  return openApp({ rows: 0, overview: { campaigns: [] }, handlers }, { screen: 'campaigns' });
}

it('a campaign is made and sent by keyboard alone, and the focus is never lost on the way', async () => {
  const fake = await openEmpty();
  await screen.findByRole('heading', { level: 1, name: 'Campaigns' });
  // Nothing has the focus yet, as after the start.
  pressKey('n', { ctrlKey: true, code: 'KeyN' });
  await activate('Paste a list');
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'));
  typeKeys('Name\tPhone\nAda\t07700 900123');
  // A dialog that is closed by mistake loses nothing, and the focus returns to where it was.
  pressKey('Escape');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Paste a list'));
  pressKey('Enter');
  await waitFor(() => expect(document.activeElement).toHaveProperty('value', 'Name\tPhone\nAda\t07700 900123'));
  // The dialog closes, and the button that opened it is gone too.
  await activate('Use these rows');
  await waitFor(() => expect(fake.calls.map(({ name }) => name)).toContain('list:import'));
  await activate('Next: message');
  // The second Enter of a double press must not count for the next step.
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Message' })));
  pressKey('Enter');
  expect(fake.route()).toMatchObject({ step: 'message' });
  await tabTo('textbox', 'Message');
  typeKeys('Hello, see you on Saturday.');
  await activate('Next: when');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'When' })));
  await activate('Next: check');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Check and send' })));
  await activate(/^Send 312 messages/);
  await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Undo/));
});

it('a screen reader names each control, each part and each step of the way', async () => {
  await openEmpty();
  await screen.findByRole('heading', { level: 1, name: 'Campaigns' });
  expect(nameless()).toEqual([]);
  pressKey('n', { ctrlKey: true, code: 'KeyN' });
  await screen.findByRole('button', { name: 'Paste a list' });
  expect(nameless()).toEqual([]);
  await activate('Paste a list');
  const dialog = await screen.findByRole('dialog', { name: 'Paste a list' });
  expect(nameless()).toEqual([]);
  typeKeys('Name\tPhone\nAda\t07700 900123');
  await activate('Use these rows');
  expect(dialog.isConnected).toBe(false);
  for (const [part, next] of [
    ['Recipients', 'Next: message'],
    ['Message', 'Next: when'],
    ['When', 'Next: check'],
  ] as const) {
    const region = await screen.findByRole('region', { name: part });
    expect(within(region).getAllByRole('heading').length).toBeGreaterThan(0);
    expect(nameless()).toEqual([]);
    await activate(next);
  }
  await screen.findByRole('region', { name: 'Check and send' });
  await screen.findByRole('button', { name: /^Send 312 messages/ });
  expect(nameless()).toEqual([]);
});

it('whoever clicks beside everything has lost nothing', async () => {
  await openEmpty();
  const button = await screen.findAllByRole('button', { name: 'New campaign' });
  button[0]?.focus();
  button[0]?.blur();
  document.body.append(document.createElement('i'));
  const frames = vi.fn();
  await new Promise<void>((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve(frames())))),
  );
  expect(document.activeElement).toBe(document.body);
});
