import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fixtureNowMs, replyRows } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const open = () => openApp({ rows: 0, replies: replyRows() }, { screen: 'replies' });
const nameOf = (id: number) => document.getElementById(`reply-${id}`);
const ids = () =>
  [...document.querySelectorAll<HTMLElement>('.reply-open')].map(({ dataset }) => Number(dataset.message));

it('who is put on the do-not-contact list from a reply can be taken off again at once', async () => {
  const fake = await open();
  const [first] = await waitFor(() => {
    expect(ids().length).toBeGreaterThan(1);
    return replyRows();
  });
  if (first === undefined) throw new Error('no reply');
  fireEvent.click(nameOf(first.messageId) ?? document.body);
  fireEvent.click((await screen.findAllByRole('button', { name: 'Do not contact' })).at(-1) ?? document.body, {
    detail: 1,
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }), { detail: 1 });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
  const changes = fake.calls.filter(({ name }) => /^doNotContact:(add|remove)$/.test(name));
  expect(changes).toEqual([
    { name: 'doNotContact:add', input: { phone: first.phone, note: first.text } },
    { name: 'doNotContact:remove', input: { phone: first.phone } },
  ]);
});

it('the arrow keys, Home and End go through both groups, and Tab reaches one row', async () => {
  await open();
  await waitFor(() => expect(ids().length).toBeGreaterThan(2));
  const [one = 0, two = 0] = ids();
  const last = ids().at(-1) ?? 0;
  nameOf(one)?.focus();
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
  press('ArrowDown');
  expect(document.activeElement).toBe(nameOf(two));
  press('End');
  expect(document.activeElement).toBe(nameOf(last));
  press('ArrowDown');
  expect(document.activeElement).toBe(nameOf(last));
  press('Home');
  expect(document.activeElement).toBe(nameOf(one));
  expect(document.querySelectorAll('.reply-open[tabindex="0"]')).toHaveLength(1);
  expect(screen.queryByRole('complementary')).toBeNull();
});

it('a panel that is open goes along with the arrow keys', async () => {
  await open();
  await waitFor(() => expect(ids().length).toBeGreaterThan(1));
  const [one = 0, two = 0] = ids();
  fireEvent.click(nameOf(one) ?? document.body);
  nameOf(one)?.focus();
  fireEvent.keyDown(nameOf(one) ?? document.body, { key: 'ArrowDown' });
  await waitFor(() => expect(nameOf(two)?.closest('tr')?.getAttribute('aria-current')).toBe('true'));
});

it('all who wrote a stop word are put on the list together, and all are asked about again after Undo', async () => {
  const brenda = { id: 9, name: 'Brenda', phone: '+447700900104', text: 'STOP', stopWord: 'stop', atMs: fixtureNowMs };
  const joao = { ...brenda, id: 10, name: 'João', phone: '+447700900105' };
  const fake = await openApp(
    { rows: 0, proposals: [brenda, joao], overview: { stopProposals: 2 } },
    { screen: 'replies' },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Add all 2 to the list' }), { detail: 1 });
  expect(await screen.findByText('2 people', { selector: 'strong' })).toBeTruthy();
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }), { detail: 1 });
  await screen.findByText('Brenda');
  const answers = fake.calls.filter(({ name }) => name === 'doNotContact:answer').map(({ input }) => input);
  expect(answers).toEqual([
    { ids: [9, 10], answer: 'add' },
    { ids: [9, 10], answer: 'reopen' },
  ]);
});

it('who wrote the same word are decided on together, apart from who wrote another', async () => {
  const brenda = { id: 9, name: 'Brenda', phone: '+447700900104', text: 'STOP', stopWord: 'stop', atMs: fixtureNowMs };
  const proposals = [brenda, { ...brenda, id: 10 }, ...[11, 12].map((id) => ({ ...brenda, id, stopWord: 'baja' }))];
  const fake = await openApp({ rows: 0, proposals, overview: { stopProposals: 4 } }, { screen: 'replies' });
  const [, ofBaja] = await screen.findAllByRole('button', { name: 'Do not add 2' });
  fireEvent.click(ofBaja as HTMLElement, { detail: 1 });
  await waitFor(() =>
    expect(fake.calls.findLast(({ name }) => name === 'doNotContact:answer')?.input).toEqual({
      ids: [11, 12],
      answer: 'dismiss',
    }),
  );
});

it('who wrote a moment ago waits for a whole second', async () => {
  const [reply] = replyRows();
  if (reply === undefined) throw new Error('no reply');
  const now = { ...reply, isStopped: false, waitsSinceMs: Date.now() };
  await openApp({ rows: 0, replies: [now] }, { screen: 'replies' });
  expect(await screen.findByText(/^waiting [1-9]\d?\s*s$/)).toBeTruthy();
});
