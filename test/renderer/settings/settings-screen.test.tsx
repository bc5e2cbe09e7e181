import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CheckWord, WhatsAppCheck, WhatsAppChecks } from '../../../domain/contract.ts';
import { fineChecks } from '../support/answers.ts';
import type { FakeOptions } from '../support/fake-api.ts';
import { account } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const open = (handlers: FakeOptions['handlers'] = {}) => openApp({ rows: 0, handlers }, { screen: 'settings' });

describe('Check WhatsApp', () => {
  const check = async (found: WhatsAppChecks) => {
    const fake = await open({ 'link:check': () => found });
    fireEvent.click(await screen.findByRole('button', { name: 'Check now' }), { detail: 1 });
    const table = await screen.findByRole('table', { name: 'Test results' });
    const [, ...rows] = within(table).getAllByRole('row');
    return { fake, words: rows.map((row) => within(row).getAllByRole('cell').at(-1)?.textContent) };
  };
  const found = (words: Partial<Record<WhatsAppCheck['what'], CheckWord>>): WhatsAppChecks => ({
    ...fineChecks,
    checks: fineChecks.checks.map((one) => ({ ...one, word: words[one.what] ?? one.word })),
  });
  const works = ['Works', 'Works', 'Works', 'Works', 'Works', 'Works', 'Works', 'Works'];

  it('names each with a word, and says that no message was sent', async () => {
    const { fake, words } = await check(fineChecks);
    expect(words).toEqual([...works, 'Not tested']);
    expect(screen.getByText('Everything that was tested works. No message was sent.')).toBeTruthy();
    expect(fake.calls.at(-1)).toMatchObject({ name: 'link:check', input: { withMessage: false } });
  });

  it('messages the own chat only where that is chosen', async () => {
    const fake = await open({
      'link:check': () => ({ ...fineChecks, checks: [...fineChecks.checks, { what: 'message', word: 'pass' }] }),
    });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Also send a test message to my own chat' }));
    fireEvent.click(screen.getByRole('button', { name: 'Check now' }), { detail: 1 });
    expect(await screen.findByText(/Your own chat now has one test message/)).toBeTruthy();
    expect(fake.calls.at(-1)).toMatchObject({ name: 'link:check', input: { withMessage: true } });
  });

  it('says that a message to oneself is not confirmed, and calls it neither fine nor broken', async () => {
    const { words } = await check({
      ...fineChecks,
      checks: [...fineChecks.checks, { what: 'message', word: 'unknown' }],
    });
    expect(words).toEqual([...works, 'Uncertain']);
    expect(screen.getByText(/has not confirmed the test message/)).toBeTruthy();
  });

  it('says to update when the gate does not stand', async () => {
    const { words } = await check(found({ gate: 'fail' }));
    expect(words[3]).toBe('Does not work');
    expect(screen.getByRole('alert').textContent).toContain('Update SendOnce before you send');
  });

  it('asks for a second try before it blames WhatsApp for a look-up', async () => {
    await check(found({ look_up: 'fail', ids: 'unknown' }));
    expect(screen.getByRole('alert').textContent).toContain('Try again in a minute.');
  });

  it('tells until when WhatsApp restricts the account, as far as it says', async () => {
    await check({ ...found({ restriction: 'fail' }), restrictedUntilMs: Date.UTC(2026, 11, 3, 9, 30) });
    expect(screen.getByRole('alert').textContent).toMatch(/new chats until .*3.* 2026/);
  });

  it('does not call fine what could not be tested', async () => {
    await check(found({ gate: 'unknown' }));
    expect(screen.getByText(/not everything could be tested for certain/)).toBeTruthy();
  });

  it('tells what was not tried without a link from what does not work', async () => {
    const checks = fineChecks.checks.flatMap((one) =>
      one.what === 'link' ? [{ ...one, word: 'fail' as const }] : one.what === 'page' ? [one] : [],
    );
    const { words } = await check({ ...fineChecks, checks });
    expect(words).toEqual(['Does not work', 'Works', ...Array.from({ length: 7 }, () => 'Not tested')]);
    expect(screen.getByRole('alert').textContent).toContain('Link WhatsApp, then check again.');
  });

  it('saves what was found', async () => {
    const { fake } = await check(fineChecks);
    fireEvent.click(screen.getByRole('button', { name: 'Save results…' }), { detail: 1 });
    await waitFor(() => expect(fake.calls.at(-1)?.name).toBe('link:saveCheck'));
    expect(await screen.findByText(/SendOnce-WhatsApp.json/)).toBeTruthy();
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

describe('what another account would take', () => {
  const linked = (count: number) =>
    Array.from({ length: count }, (_, place) => ({
      id: place + 1,
      name: `Office ${place}`,
      phone: `+44770090012${place}`,
      pending: 0,
      today: { sent: 128, left: 3, untilMs: place === 0 ? Date.now() : Date.UTC(2100, 0) },
      link: { phase: 'ready' as const, account },
      dispatcher: { kind: 'idle' as const },
    }));
  const openWith = (accounts: number, totalBytes: number) =>
    openApp(
      { rows: 0, overview: { accounts: linked(accounts) }, handlers: { 'account:memory': () => ({ totalBytes }) } },
      { screen: 'settings' },
    );

  it('is said before it is linked, with what the computer has', async () => {
    await openWith(2, 16 * 1024 ** 3);
    expect(await screen.findByText(/takes about 400 MB of memory\. This computer has 16 GB in all\./)).toBeTruthy();
    expect(screen.queryByText(/may become slow/)).toBeNull();
    // The numbers of yesterday are not shown for another day.
    expect(screen.getAllByText(/^Sent today: /).map(({ textContent }) => textContent)).toEqual([
      ...['Sent today: 0', 'Sent today: 128'],
    ]);
    // Here and below the connection.
    expect(screen.getAllByText(/3 left today$/)).toHaveLength(2);
  });

  it('is called too much for a computer of 4 GB that would have six', async () => {
    await openWith(5, 4 * 1024 ** 3);
    expect(await screen.findByText(/would take about 2\.3 GB of it.*may become slow/)).toBeTruthy();
  });
});
