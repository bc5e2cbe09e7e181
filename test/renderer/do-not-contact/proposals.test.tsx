import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fixtureNowMs } from '../support/fixtures.ts';
import { openBlocked } from '../support/open-app.tsx';
import { blockedPerson, onePage } from '../support/people-fixtures.ts';

const maria = {
  id: 7,
  name: 'Maria Souza',
  phone: '+5511985550199',
  text: 'STOP please',
  stopWord: 'stop',
  atMs: fixtureNowMs,
};
const sam = { ...maria, id: 8, name: '', phone: '+447700900142', text: 'baja' };

const open = () => openBlocked({ rows: 0, proposals: [maria, sam], overview: { stopProposals: 2 } });

it('shows what each person wrote, counts them in the sidebar, and leads to them from everybody', async () => {
  await open();
  expect(await screen.findByText('STOP please')).toBeTruthy();
  fireEvent.click(screen.getByRole('tab', { name: /^All/ }));
  fireEvent.click(await screen.findByRole('button', { name: '2 people replied with a stop word' }), { detail: 1 });
  expect(await screen.findByText('STOP please')).toBeTruthy();
  expect(screen.getByText('baja')).toBeTruthy();
  expect(screen.getByRole('button', { name: /^People\s*2$/ })).toBeTruthy();
});

it('puts a person on the list only when the operator says so', async () => {
  const fake = await open();
  fireEvent.click(await screen.findByRole('button', { name: 'Add to the list: Maria Souza' }), { detail: 1 });
  await waitFor(() => expect(screen.queryByText('STOP please')).toBeNull());
  const answers = () => fake.calls.filter(({ name }) => name === 'doNotContact:answer').map(({ input }) => input);
  expect(answers()).toEqual([{ ids: [7], answer: 'add' }]);
  fireEvent.click(screen.getByRole('button', { name: /^Do not add: / }), { detail: 1 });
  await waitFor(() => expect(screen.queryByText('baja')).toBeNull());
  expect(answers().at(-1)).toEqual({ ids: [8], answer: 'dismiss' });
});

it('says of a file what was added, what was there, and in which rows there is no number', async () => {
  const unread = [
    { sheet: '', rowNumber: 4, cell: 'later' },
    { sheet: 'South', rowNumber: 9, cell: '' },
  ];
  const fake = await openBlocked({
    rows: 0,
    handlers: { 'doNotContact:import': () => ({ added: 2, known: 1, cannotBeUsed: 3, unread }) },
  });
  const input = await waitFor(() => {
    const found = document.querySelector<HTMLInputElement>('input[type=file]');
    if (found === null) throw new Error('no file input');
    return found;
  });
  fireEvent.change(input, { target: { files: [new File(['+447700900101'], 'list.csv')] } });
  expect((await screen.findAllByText('2 numbers added. 1 was already on the list.')).length).toBeGreaterThan(0);
  const banner = (await screen.findByText('3 rows have a number that cannot be used, or none.')).closest('.banner');
  expect(banner?.textContent).toMatch(/Row 4later.*SouthRow 9No phone number\..*And 1 more row\./);
  fireEvent.click(within(banner as HTMLElement).getByRole('button', { name: 'Close' }), { detail: 1 });
  await waitFor(() => expect(banner?.isConnected).toBe(false));
  expect(fake.calls.filter(({ name }) => name === 'doNotContact:list')).toHaveLength(2);
});

it('says while a file is read that it is, and what came of it only with the numbers in the list', async () => {
  const read = Promise.withResolvers<{ added: number; known: number; cannotBeUsed: number; unread: [] }>();
  let entries: ReturnType<typeof blockedPerson>[] = [];
  await openBlocked({
    rows: 0,
    handlers: { 'doNotContact:import': () => read.promise, 'doNotContact:list': () => onePage(entries) },
  });
  await screen.findByText('No numbers yet');
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('no file input');
  fireEvent.change(input, { target: { files: [new File(['+447700900101'], 'list.csv')] } });
  const busy = await screen.findByRole('button', { name: 'Reading the list…' });
  expect(busy.hasAttribute('disabled')).toBe(true);
  entries = [blockedPerson({})];
  read.resolve({ added: 1, known: 0, cannotBeUsed: 0, unread: [] });
  await screen.findAllByText('1 number added.');
  expect(screen.queryByText('No numbers yet')).toBeNull();
  expect(screen.getByRole('button', { name: 'Add from a file' }).hasAttribute('disabled')).toBe(false);
});
