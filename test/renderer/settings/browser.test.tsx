import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { browsers, chrome, edge } from '../support/answers.ts';
import { type FakeOptions, refuse } from '../support/fake-api.ts';
import { openApp } from '../support/open-app.tsx';

const open = (handlers: FakeOptions['handlers'] = {}) => openApp({ rows: 0, handlers }, { screen: 'settings' });

describe('the browser that runs WhatsApp', () => {
  it('is chosen by itself, and the one in use is named', async () => {
    await open();
    const choice = await screen.findByRole('combobox', { name: 'Browser that runs WhatsApp' });
    expect(choice.textContent).toBe('Automatic (Google Chrome)');
    expect(screen.getByText('In use now: Google Chrome')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Restart SendOnce' })).toBeNull();
  });

  it('another one counts later, which is said, with the way to have it now', async () => {
    const fake = await open({ 'browser:list': () => ({ ...browsers, chosen: edge }) });
    expect(await screen.findByText(/takes effect the next time WhatsApp opens/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Restart SendOnce' }), { detail: 1 });
    await waitFor(() => expect(fake.calls.at(-1)).toEqual({ name: 'app:restart', input: { practice: false } }));
  });

  it('a program of one’s own is shown with its place', async () => {
    const own = { name: 'vivaldi', path: '/opt/vivaldi/vivaldi' };
    await open({ 'browser:pick': () => ({ ...browsers, chosen: own }) });
    fireEvent.click(await screen.findByRole('button', { name: 'Choose another program…' }), { detail: 1 });
    await screen.findByText('vivaldi · /opt/vivaldi/vivaldi');
  });

  it('what is no program is refused in words', async () => {
    await open({ 'browser:pick': () => refuse('not_a_browser') });
    fireEvent.click(await screen.findByRole('button', { name: 'Choose another program…' }), { detail: 1 });
    expect((await screen.findAllByText(/This program cannot run WhatsApp/)).length).toBeGreaterThan(0);
  });

  it('a chosen one that is gone is said to be, with what runs in its place', async () => {
    await open({ 'browser:list': () => ({ ...browsers, found: [chrome], chosen: edge, isChosenMissing: true }) });
    expect(await screen.findByText('Microsoft Edge is no longer there, so another browser is used.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Restart SendOnce' })).toBeNull();
  });
});
