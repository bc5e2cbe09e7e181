import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../domain/messages/message.ts';
import type { FakeOptions } from '../support/fake-api.ts';
import { accountView, campaignSummary } from '../support/fixtures.ts';
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

  it('says of what is left only that this computer has nothing, as long as it is not over for all', async () => {
    const sent = { ...noCounts, sent: 60 };
    const overview = { team: teamView(), campaigns: [campaignSummary({ team: 'open', counts: sent, total: 60 })] };
    await openApp({ rows: 0, overview }, { screen: 'outbox' });
    await screen.findByText('nothing left to send from this computer');
  });

  it('is only looked at by a sender', async () => {
    await open({ kind: 'sender' });
    await screen.findByText('Hall laptop');
    expect(screen.queryByRole('button', { name: 'Take back…' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Pause for all' })).toBeNull();
  });

  it('is offered to a computer that takes no part in it, until it does', async () => {
    let part: number | null = null;
    const fake = await open(
      {},
      {
        'teamCampaign:list': ({ id }) => ({ campaigns: [teamCampaign({ campaignId: id ?? part })] }),
        'teamCampaign:join': () => {
          part = campaigns[0]?.id ?? 0;
          return campaignSummary({ team: 'open' });
        },
      },
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Take part' }), { detail: 1 });
    await waitFor(() =>
      expect(fake.calls.find(({ name }) => name === 'teamCampaign:join')?.input).toMatchObject({
        uid: teamCampaign().uid,
        accounts: [expect.stringMatching(/^\+/)],
      }),
    );
    // Earlier than they would be read again by themselves.
    const isGone = () => expect(screen.queryByRole('button', { name: 'Take part' })).toBeNull();
    await waitFor(isGone, { timeout: 3_000 });
  });

  it('is taken part in with those of several accounts that are chosen, and not with one that needs a hand', async () => {
    const held = { kind: 'paused', reason: 'restricted', detail: '', count: null } as const;
    const accounts = [
      accountView({ name: 'Office' }),
      accountView({ id: 2, name: 'Clinic', phone: '+447700900121' }),
      accountView({ id: 3, name: 'Private', phone: '+447700900122' }),
      accountView({ id: 4, name: 'Restricted', phone: '+447700900123', dispatcher: held }),
    ];
    const list = { 'teamCampaign:list': () => ({ campaigns: [teamCampaign({ campaignId: null })] }) };
    const overview = { team: teamView(), campaigns, accounts };
    const fake = await openApp({ rows: 0, overview, handlers: list }, { screen: 'outbox' });
    fireEvent.click(await screen.findByRole('button', { name: 'Take part' }), { detail: 1 });
    const dialog = within(await screen.findByRole('dialog', { name: 'Sent from' }));
    fireEvent.click(dialog.getByRole('checkbox', { name: 'Private' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Take part' }), { detail: 1 });
    await waitFor(() =>
      expect(fake.calls.find(({ name }) => name === 'teamCampaign:join')?.input).toMatchObject({
        accounts: [accounts[0]?.phone, '+447700900121'],
      }),
    );
  });

  it('shows what was heard last while the team does not answer, says so, and has nothing said for all', async () => {
    const fake = await open();
    await screen.findByRole('button', { name: 'Pause for all' });
    const state = { kind: 'waiting', why: 'unreachable', sinceMs: 0, againAtMs: 0 } as const;
    act(() => fake.emit('team:changed', { team: teamView({ state }) }));
    const tab = screen.getByRole('tabpanel', { name: 'Team' });
    await within(tab).findByText(/Does not answer/);
    within(tab).getByText('Hall laptop');
    expect(screen.queryByRole('button', { name: 'Pause for all' })).toBeNull();
  });

  it('is offered with what comes first where no account is linked', async () => {
    const overview = { team: teamView(), campaigns: [], accounts: [] };
    const handlers: FakeOptions['handlers'] = {
      'teamCampaign:list': () => ({ campaigns: [teamCampaign({ campaignId: null })] }),
    };
    await openApp({ rows: 0, overview, handlers }, { screen: 'outbox' });
    expect((await screen.findByRole('button', { name: 'Take part' })).hasAttribute('disabled')).toBe(true);
    await screen.findByText(/Link WhatsApp first\./);
  });

  it('is not offered where nobody of it is left to be taken', async () => {
    const [first, ...others] = teamCampaign().members;
    const taken = { named: 0, taken: 4_800, reserved: 0, closed: 0, unconfirmed: 0, sent: 0 };
    const members = [{ ...(first ?? { member: 1 }), ...taken }];
    expect(others.length).toBeGreaterThan(0);
    await open({}, { 'teamCampaign:list': ({ id }) => ({ campaigns: [teamCampaign({ campaignId: id, members })] }) });
    await screen.findByText('Nobody’s yet');
    expect(screen.queryByRole('button', { name: 'Take part' })).toBeNull();
  });

  it('counts whom its list gives to a computer as that one’s, says that it takes no part, and lets them be taken back', async () => {
    const [first, , silent] = teamCampaign().members;
    const none = { taken: 0, reserved: 0, closed: 0, unconfirmed: 0, sent: 0 };
    const before = silent && { ...silent, ...none, member: 9, sent: 460 };
    const members = [first, silent && { ...silent, ...none, named: 300 }, before].flatMap((one) => (one ? [one] : []));
    const gone = [{ id: 9, name: 'Hall laptop', isBack: true }];
    await open(
      { gone },
      { 'teamCampaign:list': ({ id }) => ({ campaigns: [teamCampaign({ campaignId: id, members })] }) },
    );
    await screen.findByText('Has not taken part yet');
    // The work of a computer before it was removed and joined anew has a line of its own.
    expect(screen.getByRole('row', { name: /Hall laptop\s*Before it joined anew/ })).toBeTruthy();
    const rows = cells().filter((row) => row.length > 0);
    expect(rows.map((row) => numberOf(row[4]))).toEqual([20, 300, 0, 2_890, 3_210]);
    fireEvent.click(screen.getByRole('button', { name: 'Take back…' }), { detail: 1 });
    expect((await screen.findByRole('alertdialog')).textContent).toContain('nothing was reserved for them: 300.');
  });

  it.each([
    ['this computer', 0, true],
    ['another', 1, false],
  ])('whose list gives all who are left to %s is offered there alone', async (_, place, isOffered) => {
    const member = teamCampaign().members[place]?.member ?? 0;
    const given = { member, named: 4_800, taken: 0, reserved: 0, closed: 0, unconfirmed: 0, sent: 0 };
    const fake = await open(
      {},
      { 'teamCampaign:list': () => ({ campaigns: [teamCampaign({ campaignId: null, members: [given] })] }) },
    );
    await waitFor(() => expect(fake.calls.some(({ name }) => name === 'teamCampaign:list')).toBe(true));
    if (isOffered) await screen.findByRole('button', { name: 'Take part' });
    else await expect(screen.findByRole('button', { name: 'Take part' }, { timeout: 300 })).rejects.toThrow();
  });

  it('that the team does not know any more is said to be so, and may be cancelled here', async () => {
    const fake = await open({}, { 'teamCampaign:list': () => ({ campaigns: [] }) });
    await screen.findByText('The team knows nothing of this campaign any more.');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel campaign…' }), { detail: 1 });
    const dialog = await screen.findByRole('alertdialog');
    expect(fake.calls.some(({ name }) => name === 'campaign:cancel')).toBe(false);
    fireEvent.click(within(dialog).getByRole('button', { name: /^Cancel / }), { detail: 1 });
    await waitFor(() => expect(fake.calls.some(({ name }) => name === 'campaign:cancel')).toBe(true));
  });

  it('is an ordinary one to a computer that has left its team', async () => {
    await openApp({ rows: 1, overview: { team: null, campaigns } }, { screen: 'outbox' });
    await screen.findByRole('tab', { name: /Pending/ });
    expect(screen.queryByRole('tab', { name: 'Team' })).toBeNull();
  });

  it('has one report for all computers, whose lines add up to its people, and one for this computer', async () => {
    const fake = await openApp(
      { rows: 0, overview: { team: teamView(), campaigns } },
      { screen: 'report', id: campaigns[0]?.id ?? 0 },
    );
    const table = await screen.findByRole('table', { name: 'By column' });
    const lines = () => [...table.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')]);
    expect(lines().map(([name]) => name?.textContent)).toEqual([
      'Office PC',
      'Hall laptop',
      'Ines’s laptop',
      'No word yet',
    ]);
    expect(lines().reduce((sum, [, people]) => sum + numberOf(people?.textContent), 0)).toBe(teamCampaign().people);
    fireEvent.click(screen.getByRole('button', { name: 'Export XLSX' }), { detail: 1 });
    const exported = () => fake.calls.find(({ name }) => name === 'report:export')?.input;
    await waitFor(() => expect(exported()).toMatchObject({ scope: { kind: 'team' }, format: 'xlsx' }));
    fireEvent.click(screen.getByRole('button', { name: 'This computer' }));
    await waitFor(() => expect(fake.calls.some(({ name }) => name === 'report:get')).toBe(true));
    await screen.findByText('Left out before the start');
  });

  it('shows of its report what one computer did, and all again', async () => {
    const fake = await openApp(
      { rows: 0, overview: { team: teamView(), campaigns } },
      { screen: 'report', id: campaigns[0]?.id ?? 0 },
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Show only Hall laptop' }), { detail: 1 });
    await screen.findByText('Only Computer: Hall laptop');
    expect(fake.calls.findLast(({ name }) => name === 'teamCampaign:report')?.input).toMatchObject({
      part: { index: -2, value: '2' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Show everyone' }), { detail: 1 });
    await waitFor(() => expect(screen.queryByText('Only Computer: Hall laptop')).toBeNull());
  });

  it('is held, let go on and ended for all by a coordinator, who is asked before the end', async () => {
    const fake = await open();
    const told = () => fake.calls.flatMap(({ name, input }) => (name === 'teamCampaign:direct' ? [input] : []));
    const { uid } = teamCampaign();
    fireEvent.click(await screen.findByRole('button', { name: 'Pause for all' }), { detail: 1 });
    await waitFor(() => expect(told()).toEqual([{ uid, state: 'paused' }]));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel for all…' }), { detail: 1 });
    const dialog = await screen.findByRole('alertdialog');
    expect(told()).toHaveLength(1);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel for all' }), { detail: 1 });
    await waitFor(() => expect(told()).toEqual([expect.anything(), { uid, state: 'cancelled' }]));
  });

  it('that the team has lost says so, and how its people get the message all the same', async () => {
    const paused = [campaignSummary({ team: 'open', state: 'paused', pauseReason: 'team_lost' })];
    await openApp({ rows: 0, overview: { team: teamView(), campaigns: paused } }, { screen: 'outbox' });
    const said = await screen.findByText(/put back to before it, and knows nothing of it any more/);
    expect(said.closest('[role="status"]')?.textContent).toContain('A coordinator can then import the list again');
    expect(screen.queryByRole('button', { name: /^Resume/ })).toBeNull();
  });

  it('that is held for all goes on for all', async () => {
    const held = { 'teamCampaign:list': () => ({ campaigns: [teamCampaign({ state: 'paused' })] }) };
    const fake = await open({}, held);
    fireEvent.click(await screen.findByRole('button', { name: 'Resume for all' }), { detail: 1 });
    await waitFor(() =>
      expect(fake.calls.find(({ name }) => name === 'teamCampaign:direct')?.input).toMatchObject({ state: 'running' }),
    );
  });

  it('takes back whom a silent computer has not reserved, after it said how many go and stay', async () => {
    const fake = await open();
    const row = (await screen.findByText('Ines’s laptop')).closest('tr');
    if (row === null) throw new Error('no row');
    fireEvent.click(await within(row).findByRole('button', { name: 'Take back…' }), { detail: 1 });
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toMatch(/nothing was reserved for them: 17\..*may have written to them, .*: 3\./);
    expect(fake.calls.some(({ name }) => name === 'teamCampaign:takeBack')).toBe(false);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Take back' }), { detail: 1 });
    await screen.findByText('Went back to the other computers: 57.');
    expect(fake.calls.find(({ name }) => name === 'teamCampaign:takeBack')?.input).toEqual({ id: 3 });
  });
});
