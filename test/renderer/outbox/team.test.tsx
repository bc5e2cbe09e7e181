import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FakeOptions } from '../support/fake-api.ts';
import { campaignSummary } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';
import { teamCampaign, teamView } from '../support/team-fixtures.ts';

const campaigns = [campaignSummary({ team: 'open' })];
const open = (change: Parameters<typeof teamView>[0] = {}, handlers: FakeOptions['handlers'] = {}) =>
  openApp({ rows: 0, overview: { team: teamView(change), campaigns }, handlers }, { screen: 'outbox' });
const cells = () =>
  screen.getAllByRole('row').map((row) => [...row.querySelectorAll('td')].map((one) => one.textContent));
const numberOf = (cell: string | null | undefined) => Number((cell ?? '').replaceAll(/\D/g, ''));

describe('a campaign of the team', () => {
  it('shows how far each computer is, in columns that add up to all of its people', async () => {
    await open();
    await screen.findByText('Hall laptop');
    const rows = cells().filter((row) => row.length > 0);
    const last = rows.at(-1) ?? [];
    for (const column of [1, 2, 3, 4]) {
      const above = rows.slice(0, -1).reduce((sum, row) => sum + numberOf(row[column]), 0);
      expect(above).toBe(numberOf(last[column]));
    }
    expect([1, 2, 3, 4].reduce((sum, column) => sum + numberOf(last[column]), 0)).toBe(numberOf(last[0]));
  });

  it('is only looked at by a sender', async () => {
    await open({ kind: 'sender' });
    await screen.findByText('Hall laptop');
    expect(screen.queryByRole('button', { name: 'Take back…' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Pause for all' })).toBeNull();
  });

  it('is offered to a computer that takes no part in it', async () => {
    const offered = { 'teamCampaign:list': () => ({ campaigns: [teamCampaign({ campaignId: null })] }) };
    const fake = await open({}, offered);
    fireEvent.click(await screen.findByRole('button', { name: 'Take part' }), { detail: 1 });
    await waitFor(() =>
      expect(fake.calls.find(({ name }) => name === 'teamCampaign:join')?.input).toMatchObject({
        uid: teamCampaign().uid,
        accounts: [expect.stringMatching(/^\+/)],
      }),
    );
  });
});
