import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { WhatsAppCheck } from '../../../domain/contract.ts';
import { fineChecks } from '../support/answers.ts';
import type { FakeOptions } from '../support/fake-api.ts';
import { account } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const open = (handlers: FakeOptions['handlers'] = {}) => openApp({ rows: 0, handlers }, { screen: 'settings' });

describe('Check WhatsApp', () => {
  const check = async (checks: WhatsAppCheck[]) => {
    await open({ 'link:check': () => checks });
    fireEvent.click(await screen.findByRole('button', { name: 'Check now' }), { detail: 1 });
    const list = await screen.findByRole('list', { name: 'Test results' });
    return within(list)
      .getAllByRole('listitem')
      .map((item) => item.lastElementChild?.textContent);
  };
  const failing = (...wrong: WhatsAppCheck['what'][]) =>
    fineChecks.map((one) => ({ ...one, isFine: !wrong.includes(one.what) }));

  it('names each of the five with a word, and says that nobody was messaged', async () => {
    expect(await check(fineChecks)).toEqual(['Works', 'Works', 'Works', 'Works', 'Works']);
    expect(screen.getByText('Everything works. No message was sent.')).toBeTruthy();
  });

  it('says to update when the gate does not stand', async () => {
    expect(await check(failing('gate'))).toEqual(['Works', 'Does not work', 'Works', 'Works', 'Works']);
    expect(screen.getByRole('alert').textContent).toContain('Nothing is sent until you update SendOnce.');
  });

  it('asks for a second try before it blames WhatsApp for a look-up', async () => {
    await check(failing('look_up', 'ids'));
    expect(screen.getByRole('alert').textContent).toContain('Try again in a minute.');
  });

  it('tells what was not tried without a link from what does not work', async () => {
    const untried = ['Not tested', 'Not tested', 'Not tested', 'Not tested'];
    expect(await check([{ what: 'link', isFine: false, detail: '' }])).toEqual(['Does not work', ...untried]);
    expect(screen.getByRole('alert').textContent).toContain('Link WhatsApp, then check again.');
  });
});

it('shows where the data lies, and opens the folder', async () => {
  const fake = await open();
  expect(await screen.findByText('/home/office/.config/SendOnce')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Open the folder' }), { detail: 1 });
  await waitFor(() => expect(fake.calls.at(-1)?.name).toBe('desktop:openDataFolder'));
});

it('lists the keys', async () => {
  await open();
  fireEvent.click(await screen.findByRole('button', { name: 'Keyboard shortcuts' }), { detail: 1 });
  expect((await screen.findByRole('dialog')).textContent).toContain('Ctrl N');
});

it('an account that has given itself no name goes by its number, and leaves no line empty', async () => {
  const nameless = { ...account, name: '' };
  await openApp({ rows: 0, overview: { link: { phase: 'ready', account: nameless } } }, { screen: 'settings' });
  expect(document.querySelector('.account-name')).toBeNull();
  fireEvent.click(await screen.findByRole('button', { name: 'Unlink…' }), { detail: 1 });
  expect(await screen.findByText('Unlink +44 7700 900118?')).toBeTruthy();
});
