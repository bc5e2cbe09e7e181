import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Channel } from '../../../domain/contract.ts';
import type { FakeApi } from '../support/fake-api.ts';
import { campaignSummary } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';
import { renderApp } from '../support/render-app.tsx';
import { teamView } from '../support/team-fixtures.ts';

const unanswered = new Promise<never>(() => undefined);
const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }), { detail: 1 });
const enter = (field: HTMLElement) => fireEvent.keyDown(field, { key: 'Enter' });
const write = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const times = ({ calls }: FakeApi, name: Channel) => calls.filter((call) => call.name === name).length;

/** Presses Enter, Enter again and the button, on a slow machine: none is answered yet. */
async function pressAll(fake: FakeApi, name: Channel, field: HTMLElement, button: string) {
  enter(field);
  await waitFor(() => expect(times(fake, name)).toBe(1));
  enter(field);
  await press(button);
  return times(fake, name);
}

test('a campaign is copied once, however often that is asked for before it is there', async () => {
  const campaigns = [campaignSummary({ name: 'Spring meeting' })];
  const handlers = { 'campaign:duplicate': () => unanswered };
  const fake = await openApp({ rows: 0, overview: { campaigns }, handlers }, { screen: 'campaigns' });
  await press('More for Spring meeting');
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Duplicate…' }));
  await screen.findByText('What is copied');
  const field = screen.getByRole('textbox', { name: 'Campaign name' });
  expect(await pressAll(fake, 'campaign:duplicate', field, 'Create copy')).toBe(1);
});

test('WhatsApp is asked for one code', async () => {
  const link = { phase: 'qr', qr: '2@one,two,three,four' } as const;
  const fake = await renderApp({ rows: 0, overview: { link }, handlers: { 'link:withCode': () => unanswered } });
  await press('Link with a phone number instead');
  const field = await screen.findByLabelText('Your WhatsApp number');
  write(field, '07400 123456');
  expect(await pressAll(fake, 'link:withCode', field, 'Get a code')).toBe(1);
});

test('a computer is invited once', async () => {
  const handlers = { 'team:invite': () => unanswered };
  const fake = await openApp({ rows: 0, overview: { team: teamView() }, handlers }, { screen: 'team' });
  await press('Invite a computer');
  write(await screen.findByLabelText('Name of the computer'), 'Clinic');
  write(screen.getByLabelText('User'), 'owner');
  expect(await pressAll(fake, 'team:invite', screen.getByLabelText('Password'), 'Make the code')).toBe(1);
});
