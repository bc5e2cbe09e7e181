import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CampaignDetail, SavedText } from '../../../domain/contract.ts';
import { campaignDetail, campaignSummary, fixtureNowMs } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });
const saved = (id: number, name: string, text: string): SavedText => ({ id, name, text, savedAtMs: fixtureNowMs });

async function openMessage(text: string, savedTexts: readonly SavedText[]) {
  let detail = campaignDetail(draft, { text });
  const app = await openApp(
    {
      rows: 0,
      savedTexts,
      overview: { campaigns: [draft] },
      handlers: {
        'campaign:get': () => detail,
        'campaign:update': ({ id: _id, repeat: _repeat, ...patch }) => {
          detail = { ...detail, ...(patch as Partial<CampaignDetail>) };
          return detail;
        },
      },
    },
    { screen: 'campaign', id: draft.id, step: 'message' },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Saved messages' }));
  return { ...app, inputs: (name: string) => app.calls.filter((call) => call.name === name).map(({ input }) => input) };
}

const choose = async (item: string) => fireEvent.click(await screen.findByRole('menuitem', { name: item }));
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }), { detail: 1 });
const written = () => (document.querySelector('.editor-text') as HTMLTextAreaElement).value;

describe('saved texts', () => {
  it('go into an empty message at once', async () => {
    await openMessage('', [saved(1, 'Reminder', 'Tomorrow, {{name}}')]);
    await choose('Use a saved message');
    await press('Use Reminder');
    await waitFor(() => expect(written()).toBe('Tomorrow, {{name}}'));
  });

  it('take the place of what is written only after the operator was asked', async () => {
    await openMessage('Half a message', [saved(1, 'Reminder', 'Tomorrow')]);
    await choose('Use a saved message');
    await press('Use Reminder');
    await screen.findByText('Replace your message?');
    await press('Keep my message');
    expect(written()).toBe('Half a message');
    fireEvent.click(screen.getByRole('button', { name: 'Saved messages' }));
    await choose('Use a saved message');
    await press('Use Reminder');
    await press('Replace message');
    await waitFor(() => expect(written()).toBe('Tomorrow'));
  });

  it('say which placeholder the list does not have', async () => {
    await openMessage('', [saved(1, 'Thanks', 'Dear {{surname}}')]);
    await choose('Use a saved message');
    expect(await screen.findByText('There is no column “surname” in this list.')).toBeTruthy();
  });

  it('are searched by words of the name or the text when there are many', async () => {
    const many = Array.from({ length: 8 }, (_, index) => saved(index + 1, `Ward ${index + 1}`, `Route ${index + 1}`));
    await openMessage('', many);
    await choose('Use a saved message');
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Search saved messages' }), {
      target: { value: 'route 5' },
    });
    await waitFor(() => expect(within(screen.getByRole('dialog')).getAllByRole('listitem')).toHaveLength(1));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'zzz' } });
    expect(await screen.findByText('No saved message contains these words.')).toBeTruthy();
  });

  it('are kept under a name, in place of another only on purpose', async () => {
    const app = await openMessage('Hello all', [saved(1, 'Reminder', 'Tomorrow')]);
    await choose('Save this message');
    const name = await screen.findByRole('textbox', { name: 'Name' });
    fireEvent.change(name, { target: { value: 'Reminder' } });
    await press('Save this message');
    await screen.findByText('This name is already in use. Choose another one.');
    await press('Replace the saved one');
    await screen.findByText(/^Saved\. You can find it under/);
    expect(app.inputs('campaign:saveText')).toEqual([
      { name: 'Reminder', text: 'Hello all', replaces: false },
      { name: 'Reminder', text: 'Hello all', replaces: true },
    ]);
  });

  it('are renamed and deleted, which is asked about first', async () => {
    const app = await openMessage('', [saved(1, 'Reminder', 'Tomorrow'), saved(2, 'Old', 'Gone')]);
    await choose('Use a saved message');
    await press('More for Old');
    await choose('Delete');
    await press('Delete message');
    await waitFor(() => expect(screen.queryByText('Old')).toBeNull());
    expect(app.inputs('campaign:deleteText')).toEqual([{ id: 2 }]);
    await press('More for Reminder');
    await choose('Rename');
    fireEvent.change(await screen.findByRole('textbox', { name: 'Name' }), { target: { value: 'Eve' } });
    await press('Rename');
    expect(await screen.findByText('Eve')).toBeTruthy();
  });
});
