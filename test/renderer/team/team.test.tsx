import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ServerCheck, TeamState, TeamView } from '../../../domain/contract.ts';
import { messageDetail } from '../support/answers.ts';
import { type FakeOptions, refuse } from '../support/fake-api.ts';
import { campaignSummary, failedRow, fixtureNowMs } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';
import { renderApp } from '../support/render-app.tsx';
import { checkedServer, exampleCode, teamMembers, teamView } from '../support/team-fixtures.ts';

const open = (options: FakeOptions = {}) => openApp({ rows: 0, ...options }, { screen: 'team' });
const withTeam = (change: Parameters<typeof teamView>[0] = {}, handlers: FakeOptions['handlers'] = {}) =>
  open({ overview: { team: teamView(change) }, handlers });
const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }), { detail: 1 });
const write = async (label: string, value: string) =>
  fireEvent.change(await screen.findByLabelText(label), { target: { value } });
const inputOf = (fake: Awaited<ReturnType<typeof open>>, name: string) =>
  fake.calls.findLast((call) => call.name === name)?.input;

describe('a team', () => {
  it('is made once its database was looked at, and what is weak was taken on', async () => {
    const fake = await open();
    await press('Make a team');
    await write('Name of the team', 'Harbour');
    await write('Address of the database', 'db.harbour.example:5432/sendonce');
    await write('User', 'owner');
    await write('Password', 'secret');
    await write('Name of this computer', 'Office PC');
    const make = screen.getByRole('button', { name: 'Make a team' });
    expect(make).toHaveProperty('disabled', true);
    await press('Check the database');
    await screen.findByText(/It has a standby that may lag behind/);
    expect(make).toHaveProperty('disabled', true);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Make the team all the same' }));
    await waitFor(() => expect(make).toHaveProperty('disabled', false));
    fireEvent.click(make, { detail: 1 });
    await screen.findByText('Computers: 3');
    expect(inputOf(fake, 'team:make')).toMatchObject({ name: 'Harbour', password: 'secret', takesOnWeak: true });
  });

  it('is not made where something is in the way, nor with what was changed since it was looked at', async () => {
    const findings = [{ what: 'does_not_sync' as const, weight: 'refuses' as const, detail: 'fsync = off' }];
    const found = { host: 'db', isHere: false, version: '16', clockOffMs: 0, findings };
    await open({ handlers: { 'team:check': () => found } });
    await press('Make a team');
    await press('Check the database');
    await screen.findByText('It may lose what it has confirmed');
    await screen.findByText('Mend what is in the way, then check again.');
    await write('Address of the database', 'other');
    await screen.findByText('Check the database first.');
    expect(screen.queryByText('It may lose what it has confirmed')).toBeNull();
  });

  it('has its database looked over by a press that takes no second one meanwhile, and says how that went', async () => {
    let look = Promise.withResolvers<ServerCheck>();
    const fake = await open({ handlers: { 'team:check': () => look.promise } });
    await press('Make a team');
    const checks = () => fake.calls.filter(({ name }) => name === 'team:check').length;
    const check = screen.getByRole('button', { name: 'Check the database' });
    fireEvent.click(check, { detail: 1 });
    await waitFor(() => expect(check.getAttribute('aria-busy')).toBe('true'));
    fireEvent.click(check, { detail: 1 });
    expect(checks()).toBe(1);
    look.resolve({ ...checkedServer, findings: [] });
    await screen.findByText(/^Checked at .*: all good$/);
    await screen.findByText(/^PostgreSQL /);
    expect(screen.queryByRole('checkbox', { name: 'Make the team all the same' })).toBeNull();
    look = Promise.withResolvers();
    await press('Check again');
    look.resolve(refuse('team_login_refused') as never);
    await screen.findByRole('button', { name: 'Check the database' });
    expect(screen.queryByText(/all good/)).toBeNull();
    const refused = screen.getByRole('alert');
    expect(refused.textContent).toMatch(/user|password/i);
    // Within a live region it would be spoken twice.
    expect(refused.parentElement?.closest('[aria-live], [role="status"]')).toBeNull();
    expect(checks()).toBe(2);
  });

  it('is joined after its code was looked into; what is wrong with a code is said at it', async () => {
    let isUsed = true;
    const fake = await open({
      handlers: {
        'team:readCode': () =>
          isUsed ? refuse('team_code_used') : { name: 'Harbour team', host: 'db.harbour.example', kind: 'sender' },
      },
    });
    await press('Join with a code');
    await write('Code of the invitation', exampleCode);
    await press('Look at the code');
    await screen.findByText(/Each computer needs a code of its own/);
    isUsed = false;
    await press('Look at the code');
    await screen.findByText('Harbour team');
    await write('Name of this computer', 'Hall laptop');
    await press('Join the team');
    await screen.findByText('Computers: 3');
    expect(inputOf(fake, 'team:join')).toEqual({ code: exampleCode, computer: 'Hall laptop' });
  });

  it('shows what was found of what stands in the fields, also where another answer comes late', async () => {
    const late = Promise.withResolvers<ServerCheck>();
    await open({ handlers: { 'team:check': () => late.promise } });
    await press('Make a team');
    await write('Address of the database', 'one');
    await press('Check the database');
    await write('Address of the database', 'other');
    late.resolve(checkedServer);
    await waitFor(() => expect(document.querySelector('[aria-busy]')).toBeNull());
    expect(screen.getByText('Check the database first.')).toBeTruthy();
  });

  it('joins no other than the one that is shown, also where the answer of another code comes late', async () => {
    const late = Promise.withResolvers<{ name: string; host: string; kind: 'sender' }>();
    await open({ handlers: { 'team:readCode': () => late.promise } });
    await press('Join with a code');
    await write('Name of this computer', 'Hall laptop');
    await write('Code of the invitation', 'one');
    await press('Look at the code');
    await write('Code of the invitation', 'other');
    late.resolve({ name: 'Harbour team', host: 'db.harbour.example', kind: 'sender' });
    await waitFor(() => expect(document.querySelector('[aria-busy]')).toBeNull());
    expect(screen.queryByText('Harbour team')).toBeNull();
    expect(screen.getByRole('button', { name: 'Join the team' })).toHaveProperty('disabled', true);
  });

  it('invites with the owner’s login, shows the code once, and saves it', async () => {
    const fake = await withTeam();
    const invite = await screen.findByRole('button', { name: 'Invite a computer' });
    invite.focus();
    await press('Invite a computer');
    await write('Name of the computer', 'Clinic');
    await write('User', 'owner');
    await write('Password', 'secret');
    await press('Make the code');
    expect((await screen.findByRole('region', { name: 'Code of the invitation' })).textContent).toBe(exampleCode);
    expect(inputOf(fake, 'team:invite')).toEqual({ user: 'owner', password: 'secret', name: 'Clinic', kind: 'sender' });
    await press('Save as file…');
    await screen.findByText('Saved as SendOnce invitation.txt.');
    await press('Close');
    await waitFor(() => expect(document.activeElement).toBe(invite), { timeout: 2_000 });
  });

  it('has the focus where it was once somebody thinks better of inviting', async () => {
    await withTeam();
    const invite = await screen.findByRole('button', { name: 'Invite a computer' });
    invite.focus();
    fireEvent.click(invite, { detail: 1 });
    // At once: the operator types on without looking.
    const name = screen.getByLabelText('Name of the computer');
    expect(document.activeElement).toBe(name);
    fireEvent.keyDown(name, { key: 'Escape' });
    await waitFor(() => expect(document.activeElement).toBe(invite));
  });

  it('lets a coordinator appoint and withdraw', async () => {
    const fake = await withTeam();
    const menu = async (name: string, item: string) => {
      await press(`More for ${name}`);
      fireEvent.click(await screen.findByRole('menuitem', { name: item }));
    };
    await menu('Hall laptop', 'Make coordinator');
    expect(inputOf(fake, 'team:appoint')).toEqual({ id: 2, kind: 'coordinator' });
    await menu('Clinic PC', 'Withdraw…');
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByLabelText('User'), { target: { value: 'owner' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Withdraw' }), { detail: 1 });
    await waitFor(() => expect(inputOf(fake, 'team:remove')).toEqual({ user: 'owner', password: '', id: 4 }));
  });

  it('lets a sender rename itself alone', async () => {
    await withTeam({ kind: 'sender' });
    const items = async (name: string) => {
      await press(`More for ${name}`);
      const menu = await screen.findByRole('menu');
      const found = within(menu)
        .getAllByRole('menuitem')
        .map(({ textContent }) => textContent);
      fireEvent.keyDown(menu, { key: 'Escape' });
      await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
      return found;
    };
    expect(await items('Office PC')).toEqual(['Rename…', 'Leave the team…']);
    expect(await items('Hall laptop')).toEqual(['Remove…']);
  });

  it('is left after the consequence was said, and once more where nobody could be told', async () => {
    const fake = await withTeam(
      {},
      { 'team:leave': ({ isUntold }) => (isUntold ? undefined : refuse('team_no_answer')) },
    );
    await press('Leave the team…');
    const first = await screen.findByRole('alertdialog');
    expect(first.textContent).toMatch(/may get from here what another computer sent them/);
    expect(first.textContent).toMatch(/campaigns goes back to the others/);
    expect(first.textContent).toMatch(/is the only coordinator/);
    fireEvent.click(within(first).getByRole('button', { name: 'Leave the team' }), { detail: 1 });
    await screen.findByText(/The team could not be told/);
    await press('Leave all the same');
    await waitFor(() => expect(inputOf(fake, 'team:leave')).toEqual({ isUntold: true }));
  });
});

it.each<[string, Partial<TeamView>]>([
  [
    'another coordinator',
    { members: teamMembers.map((one) => (one.id === 2 ? { ...one, kind: 'coordinator' } : one)) },
  ],
  ['nobody but itself', { members: teamMembers.slice(0, 1) }],
  ['a coordinator, and is none', { kind: 'sender' }],
])('a computer whose team has %s leaves without a word about coordinators', async (_, team) => {
  await withTeam(team);
  await press('Leave the team…');
  const asked = await screen.findByRole('alertdialog');
  expect(asked.textContent).toMatch(/may get from here/);
  expect(asked.textContent).not.toMatch(/coordinator/);
});

it('says of a message which computer of the team has its person, and since when', async () => {
  const row = failedRow(1, 'duplicate');
  const told = { atMs: fixtureNowMs, what: 'team', detail: `2@${fixtureNowMs}`, who: '', to: null };
  await renderApp({
    rows: [row],
    overview: { team: teamView() },
    handlers: { 'message:get': () => ({ ...messageDetail(row), history: [told] }) },
  });
  fireEvent.click(await screen.findByRole('tab', { name: /Failed/ }));
  fireEvent.click(await screen.findByText(row.name));
  await screen.findByText(/This person is another computer’s of the team: Hall laptop, since/);
});

describe('a team that does not go on', () => {
  const running = [campaignSummary()];
  const counts = { counts: { pending: 3 } as never };
  const show = (state: TeamState) =>
    openApp({ rows: 3, overview: { team: teamView({ state }), campaigns: running, ...counts } }, { screen: 'outbox' });

  it('says why it waits and when it tries again, in the outbox and in the sidebar', async () => {
    const againAtMs = fixtureNowMs + 15_000;
    const fake = await show({ kind: 'waiting', why: 'unreachable', sinceMs: fixtureNowMs, againAtMs });
    const banner = await screen.findByText(/The team’s database does not answer\. Next try/);
    expect(banner.closest('.banner')?.textContent).toMatch(/Sending continues automatically, and nothing is lost/);
    expect((await screen.findAllByText(/Does not answer\. Next try/)).length).toBeGreaterThan(0);
    await press('Try now');
    await waitFor(() => expect(fake.calls.some(({ name }) => name === 'team:tryNow')).toBe(true));
  });

  it('is told where the database is now, and says what is wrong with that until it answers', async () => {
    const state: TeamState = { kind: 'waiting', why: 'not_secure', sinceMs: fixtureNowMs, againAtMs: fixtureNowMs };
    let isThere = false;
    const fake = await withTeam({ state }, { 'team:move': () => (isThere ? undefined : { refusal: 'team_address' }) });
    await screen.findByText(/^The team’s database cannot be used\. Next try/);
    expect(screen.queryByText(/does not answer/i)).toBeNull();
    await press('Address or certificate…');
    await write('Address of the database', 'db.example.org');
    await press('Connect');
    await screen.findByText(/This is not the address of a database/);
    isThere = true;
    await press('Connect');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(inputOf(fake, 'team:move')).toEqual({ address: 'db.example.org', authority: '' });
  });

  it.each<[string, TeamState, RegExp]>([
    [
      'was removed',
      { kind: 'ended', why: 'removed' },
      /This computer was removed from the team\. Its history stays here/,
    ],
    [
      'has a login that is not known any more',
      { kind: 'waiting', why: 'login_refused', sinceMs: fixtureNowMs, againAtMs: fixtureNowMs },
      /does not know this computer’s login any more.*To send again, join with a new code, or leave the team/,
    ],
  ])('says of a computer that %s that it sends nothing, and leads to what can be done', async (_, state, why) => {
    await show(state);
    await screen.findByText('Nothing is sent from this computer');
    await screen.findByText(why);
    await press('Open the team');
    await screen.findByText(why);
    await press('Join with a code');
    await screen.findByLabelText('Code of the invitation');
  });

  it('tells after a restore who has not told, and goes on without them by a coordinator’s word with the numbers', async () => {
    const members = teamMembers.map((one) => (one.id === 3 ? { ...one, hasTold: false, lost: 248 } : one));
    const state: TeamState = { kind: 'held', why: 'other_database', untold: [3] };
    const fake = await withTeam({ state, members });
    await screen.findByText(/it has written to people that are missing now: 248/);
    await screen.findByText(/had a backup of its own restored, it may no longer know/);
    await press('Continue without the others…');
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toMatch(/a second time.*248/s);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Continue without them' }), { detail: 1 });
    await waitFor(() => expect(inputOf(fake, 'team:goOnWithout')).toEqual({ ids: [3] }));
  });

  it('leaves going on without others to a coordinator', async () => {
    const state: TeamState = { kind: 'held', why: 'row_gone', untold: [3] };
    const members = teamMembers.map((one) => ({ ...one, hasTold: one.id !== 3 }));
    await withTeam({ state, members, kind: 'sender' });
    await screen.findByText('A coordinator can continue without those that are away.');
    expect(screen.queryByRole('button', { name: 'Continue without the others…' })).toBeNull();
  });
});
