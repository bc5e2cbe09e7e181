import { act, createEvent, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CampaignStep } from '../../../renderer/store/route.ts';
import { campaignDetail, campaignSummary, fixtureNowMs } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });
const savedLists = [{ id: 7, name: 'Helpers', recipients: 120, savedAtMs: fixtureNowMs }];

async function openDraft(step: CampaignStep, change: Parameters<typeof campaignDetail>[1] = {}) {
  const app = await openApp(
    {
      rows: 0,
      savedLists,
      overview: { campaigns: [draft] },
      handlers: { 'campaign:get': () => campaignDetail(draft, change) },
    },
    { screen: 'campaign', id: draft.id, step },
  );
  await screen.findByRole('region', { name: /Recipients|Message|When/ });
  // The page is drawn before it listens.
  await act(async () => undefined);
  return { ...app, count: (name: string) => app.calls.filter((call) => call.name === name).length };
}

/** The browser's events while a file is held over the page, and when it is dropped. */
function tell(what: 'dragOver' | 'drop', ...files: File[]): Event {
  const event = createEvent[what](document.body);
  Object.defineProperty(event, 'dataTransfer', { value: { files, types: ['Files'] } });
  fireEvent(document.body, event);
  return event;
}
const list = new File(['x'], 'list.csv');

describe('a file dropped anywhere in the window', () => {
  it('becomes the list of a draft that has none, with a target in sight while it is held', async () => {
    const app = await openDraft('recipients', { list: null });
    tell('dragOver', list);
    expect(await screen.findByText('Drop the list here')).toBeTruthy();
    expect(tell('drop', list).defaultPrevented).toBe(true);
    await waitFor(() => expect(app.count('list:inspect')).toBe(1));
    expect(screen.queryByText('Drop the list here')).toBeNull();
  });

  it('takes the place of a list only after the operator was asked', async () => {
    const app = await openDraft('recipients');
    tell('drop', list);
    await screen.findByText('312 recipients from Volunteers 2026.xlsx are removed and replaced by the new list.');
    fireEvent.click(screen.getByRole('button', { name: 'Keep list' }), { detail: 1 });
    expect(app.count('file:beginUpload')).toBe(0);
    await waitFor(() => expect(screen.queryByText('Replace the list?')).toBeNull());
    tell('drop', list);
    fireEvent.click(await screen.findByRole('button', { name: 'Replace list' }), { detail: 1 });
    await waitFor(() => expect(app.count('list:inspect')).toBe(1));
  });

  it('says so when it is no list, or not one alone, and takes in nothing', async () => {
    const app = await openDraft('recipients', { list: null });
    tell('drop', new File(['x'], 'photo.jpg', { type: 'image/jpeg' }));
    expect(await screen.findAllByText(/^photo\.jpg is not a list\./)).not.toEqual([]);
    tell('drop', list, list);
    expect(await screen.findAllByText('Drop one file at a time.')).not.toEqual([]);
    expect(app.count('file:beginUpload')).toBe(0);
  });

  it('is attached at the Message step', async () => {
    const app = await openDraft('message');
    tell('dragOver', list);
    expect(await screen.findByText('Drop the file to attach it')).toBeTruthy();
    tell('drop', new File(['x'], 'map.jpg', { type: 'image/jpeg' }));
    await waitFor(() => expect(app.count('campaign:attach')).toBe(1));
  });

  it('does nothing where nothing is taken in, and the window says where to go', async () => {
    const app = await openDraft('when');
    tell('dragOver', list);
    expect(await screen.findByText(/^You cannot drop a file here/)).toBeTruthy();
    expect(tell('drop', list).defaultPrevented).toBe(true);
    expect(app.count('file:beginUpload')).toBe(0);
  });
});

it('uses a saved list in place of the one that the draft has, after asking', async () => {
  const app = await openDraft('recipients');
  fireEvent.click(await screen.findByRole('button', { name: 'More for this list' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Use a saved list' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Use Helpers' }), { detail: 1 });
  await screen.findByText('Replace the list?');
  expect(app.count('list:useSaved')).toBe(0);
  fireEvent.click(screen.getByRole('button', { name: 'Replace list' }), { detail: 1 });
  await waitFor(() => expect(app.count('list:useSaved')).toBe(1));
});
