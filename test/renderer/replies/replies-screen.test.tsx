import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { fixtureNowMs, replyRows, talkOf } from '../support/fixtures.ts';
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
  expect(document.querySelector('.chat')).toBeNull();
});

it('a chat that is open goes along with the arrow keys', async () => {
  await open();
  await waitFor(() => expect(ids().length).toBeGreaterThan(1));
  const [one = 0, two = 0] = ids();
  fireEvent.click(nameOf(one) ?? document.body);
  nameOf(one)?.focus();
  fireEvent.keyDown(nameOf(one) ?? document.body, { key: 'ArrowDown' });
  await waitFor(() => expect(nameOf(two)?.getAttribute('aria-current')).toBe('true'));
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

it('many who wrote the same word leave the replies in sight: a few are shown, and all of them at a press', async () => {
  const maria = { name: 'Maria', phone: '+447700900104', text: 'STOP', stopWord: 'stop', atMs: fixtureNowMs };
  const proposals = Array.from({ length: 30 }, (_, index) => ({ ...maria, id: 100 + index }));
  await openApp({ rows: 0, proposals, replies: replyRows(), overview: { stopProposals: 30 } }, { screen: 'replies' });
  const all = await screen.findByRole('button', { name: 'Show all 30' });
  expect(screen.getAllByRole('button', { name: /^Add to the list/ })).toHaveLength(3);
  fireEvent.click(all, { detail: 1 });
  expect(screen.getAllByRole('button', { name: /^Add to the list/ })).toHaveLength(30);
  // Beside an open chat the other replies take one line, which leads back to them.
  fireEvent.click(nameOf(1) ?? document.body);
  await waitFor(() => expect(screen.queryByRole('button', { name: /^Add to the list/ })).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: '30 people replied with a stop word' }), { detail: 1 });
  await waitFor(() => expect(document.activeElement?.closest('.proposals')).not.toBeNull());
});

it('who wrote a moment ago waits for a whole second', async () => {
  const [reply] = replyRows();
  if (reply === undefined) throw new Error('no reply');
  const now = { ...reply, isStopped: false, waitsSinceMs: Date.now() };
  await openApp({ rows: 0, replies: [now] }, { screen: 'replies' });
  const first = (await screen.findByText(/^waiting [1-9]\d?\s*s$/)).textContent;
  // The seconds count down.
  await waitFor(() => expect(screen.getByText(/^waiting [1-9]\d?\s*s$/).textContent).not.toBe(first));
});

type Options = Parameters<typeof openApp>[0];
/** Opens the first chat, whose field then has the focus. */
async function openChat(options: Partial<Options> = {}) {
  const fake = await openApp({ rows: 0, replies: replyRows(), ...options }, { screen: 'replies' });
  await waitFor(() => expect(ids().length).toBeGreaterThan(1));
  fireEvent.click(nameOf(ids()[0] ?? 0) ?? document.body);
  const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Answer to/ });
  return { fake, field, type: (value: string) => fireEvent.change(field(), { target: { value } }) };
}
const answersOf = (fake: Awaited<ReturnType<typeof openApp>>) =>
  fake.calls.flatMap(({ name, input }) => (name === 'replies:answer' ? [input as Record<string, unknown>] : []));

it('shows the chat as WhatsApp has it, read once, and names what is no text', async () => {
  const { fake } = await openChat();
  await screen.findByText('Voice message');
  expect(fake.calls.filter(({ name }) => name === 'replies:chat')).toHaveLength(1);
  expect(screen.getByText('on the phone,')).toBeTruthy();
  expect(document.querySelector('.talk-campaign')?.textContent).toBe('Volunteer Day');
});

it('Enter sends what was written, once, bound to the last message that was read, and the next chat opens', async () => {
  const { fake, field, type } = await openChat();
  await screen.findByText('Voice message');
  type('Yes, bring both!');
  fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true });
  fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
  fireEvent.keyDown(field(), { key: 'Enter', repeat: true });
  expect(answersOf(fake)).toEqual([]);
  fireEvent.keyDown(field(), { key: 'Enter' });
  fireEvent.keyDown(field(), { key: 'Enter' });
  await screen.findByText(/^Answered Priya Nair/);
  expect(answersOf(fake)).toHaveLength(1);
  expect(answersOf(fake)[0]).toMatchObject({ id: 1, text: 'Yes, bring both!', seen: 'd', isRepeat: false });
  expect(nameOf(2)?.getAttribute('aria-current')).toBe('true');
  expect(field().value).toBe('');
  fireEvent.click(screen.getByRole('button', { name: 'Back to that chat' }));
  expect(nameOf(1)?.getAttribute('aria-current')).toBe('true');
});

it('asks about the same words within a minute, the safe answer first', async () => {
  const { fake, field, type } = await openChat({ asks: ['same_words', 'same_words', null] });
  await screen.findByText('Voice message');
  type('Yes');
  fireEvent.keyDown(field(), { key: 'Enter' });
  const safe = await screen.findByRole('button', { name: 'Do not send' });
  await waitFor(() => expect(document.activeElement).toBe(safe));
  fireEvent.click(safe, { detail: 1 });
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(field().value).toBe('Yes');
  const later = performance.now() + 600;
  vi.spyOn(performance, 'now').mockImplementation(() => later);
  fireEvent.keyDown(field(), { key: 'Enter' });
  const again = await screen.findByRole('button', { name: 'Send again' });
  vi.spyOn(performance, 'now').mockImplementation(() => later + 600);
  fireEvent.click(again, { detail: 1 });
  await waitFor(() => expect(answersOf(fake).map(({ isRepeat }) => isRepeat)).toEqual([false, false, true]));
  vi.restoreAllMocks();
});

it('lets nobody send before the last words were read, and keeps what was written meanwhile', async () => {
  const { fake, field, type } = await openChat({ talk: talkOf('Where?', { isRead: false, seen: null }) });
  await screen.findByText(/^WhatsApp cannot be asked for this chat now/);
  type('At eleven');
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect(answersOf(fake)).toEqual([]);
  fireEvent.click(nameOf(2) ?? document.body);
  fireEvent.click(nameOf(1) ?? document.body);
  await waitFor(() => expect(field().value).toBe('At eleven'));
});

it('has no field for somebody on do not contact before a question was answered', async () => {
  // The person asked for it while an answer to them was on its way.
  const unsent = { id: 7, text: 'At eleven', why: 'do_not_contact' } as const;
  await openChat({ talk: talkOf('Where?', { isStopped: true, unsent }) });
  await screen.findByText(/^Not sent: this person wants no messages/);
  fireEvent.click(await screen.findByRole('button', { name: 'Write all the same…' }), { detail: 1 });
  expect(screen.queryByRole('textbox', { name: /^Answer to/ })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Write all the same' }), { detail: 1 });
  expect(screen.getByRole('textbox', { name: /^Answer to/ })).toBeTruthy();
});

it('puts the words of an answer that did not leave back into their box, and says why', async () => {
  const { field } = await openChat({
    talk: talkOf('Where?', { unsent: { id: 7, text: 'At eleven', why: 'too_late' } }),
  });
  await screen.findByText(/^Not sent: WhatsApp did not take it within two minutes/);
  expect(field().value).toBe('At eleven');
});

it('fills a saved answer with the first name, and a person sends it', async () => {
  const { fake, field } = await openChat();
  await screen.findByText('Voice message');
  fireEvent.keyDown(field(), { key: '/' });
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Parking' }));
  await waitFor(() => expect(field().value).toBe('Hi Priya, behind the library.'));
  expect(answersOf(fake)).toEqual([]);
});

it('D, R and Ctrl Z are keys of the list alone', async () => {
  const { fake, field } = await openChat();
  await screen.findByText('Voice message');
  fireEvent.keyDown(field(), { key: 'r' });
  fireEvent.keyDown(document.body, { key: 'r' });
  await waitFor(() => expect(fake.calls.some(({ name }) => name === 'replies:setLater')).toBe(true));
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  await waitFor(() =>
    expect(fake.calls.flatMap(({ name, input }) => (name === 'replies:setLater' ? [input] : []))).toEqual([
      { id: 1, isLater: true },
      { id: 1, isLater: false },
    ]),
  );
});

it('D and R lead from a row of the list to the next who waits, once for a key that is held', async () => {
  const fake = await open();
  await waitFor(() => expect(ids().length).toBeGreaterThan(2));
  const [one = 0, two = 0] = ids();
  fireEvent.click(nameOf(one) ?? document.body);
  await screen.findByText('Voice message');
  await waitFor(() => expect(document.activeElement?.matches('.write')).toBe(true));
  nameOf(one)?.focus();
  fireEvent.keyDown(nameOf(one) ?? document.body, { key: 'd' });
  await waitFor(() => expect(document.activeElement).toBe(nameOf(two)));
  expect(nameOf(two)?.getAttribute('aria-current')).toBe('true');
  fireEvent.keyDown(nameOf(two) ?? document.body, { key: 'd', repeat: true });
  const decided = fake.calls.flatMap(({ name, input }) => (name === 'replies:setDone' ? [input] : []));
  expect(decided).toMatchObject([{ id: one, isDone: true }]);
});

it('a row that a decision moves to another group keeps the focus, where nobody else waits', async () => {
  const settled = replyRows().filter(({ waitsSinceMs }) => waitsSinceMs === null);
  const [one] = replyRows();
  if (one === undefined) throw new Error('no reply');
  let first = { ...one, isStopped: false };
  const handlers = {
    'replies:list': () => [first, ...settled],
    'replies:setDone': () => {
      first = { ...first, waitsSinceMs: null };
      return undefined;
    },
  };
  await openApp({ rows: 0, handlers }, { screen: 'replies', messageId: one.messageId });
  await screen.findByText('Voice message');
  nameOf(one.messageId)?.focus();
  fireEvent.keyDown(nameOf(one.messageId) ?? document.body, { key: 'd' });
  await waitFor(() => expect(nameOf(one.messageId)?.hasAttribute('data-settled')).toBe(true));
  expect(document.activeElement).toBe(nameOf(one.messageId));
});

it('a letter is for the choice that has the focus, which finds an option by it', async () => {
  const { fake } = await openChat();
  await screen.findByText('Voice message');
  const choice = screen.getByRole('combobox', { name: 'Campaign' });
  choice.focus();
  for (const key of ['d', 'r', 't', 'o']) fireEvent.keyDown(choice, { key });
  fireEvent.keyDown(document.body, { key: 'r' });
  await waitFor(() => expect(fake.calls.at(-1)?.name).toBe('replies:list'));
  const acted = fake.calls.filter(({ name }) => /setDone|setLater|openChat/.test(name));
  expect(acted).toEqual([{ name: 'replies:setLater', input: { id: 1, isLater: true } }]);
  expect(screen.queryByRole('dialog', { name: 'Tags' })).toBeNull();
});

it('Ctrl Z takes back what was just decided, also before it is answered', async () => {
  const { fake } = await openChat();
  await screen.findByText('Voice message');
  fireEvent.keyDown(document.body, { key: 'r' });
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  await waitFor(() =>
    expect(fake.calls.flatMap(({ name, input }) => (name === 'replies:setLater' ? [input] : []))).toEqual([
      { id: 1, isLater: true },
      { id: 1, isLater: false },
    ]),
  );
});

it('T tags the person of the open chat, and Ctrl Z takes it back', async () => {
  const fake = await open();
  await waitFor(() => expect(ids().length).toBeGreaterThan(1));
  const [one = 0] = ids();
  fireEvent.click(nameOf(one) ?? document.body);
  expect(await screen.findByText('volunteer')).toBeTruthy();
  fireEvent.keyDown(document.body, { key: 't' });
  expect((await screen.findByRole('checkbox', { name: /^volunteer/ })).getAttribute('aria-checked')).toBe('true');
  const read = () => fake.calls.filter(({ name }) => name === 'people:choices').length;
  const before = read();
  fireEvent.change(screen.getByLabelText('Find or make a tag'), { target: { value: 'driver' } });
  fireEvent.click(screen.getByRole('button', { name: 'Make the tag “driver”' }), { detail: 1 });
  const given = () => fake.calls.filter(({ name }) => name === 'people:tag').map(({ input }) => input);
  await waitFor(() => expect(given()).toEqual([{ target: { ids: [7] }, tag: 'driver', isOn: true }]));
  // The new one is in the list then.
  await waitFor(() => expect(read()).toBeGreaterThan(before));
  fireEvent.click(screen.getAllByRole('button', { name: 'Close' }).at(-1) ?? document.body, { detail: 1 });
  await waitFor(() => expect(screen.queryByLabelText('Find or make a tag')).toBeNull());
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  await waitFor(() => expect(given().at(-1)).toEqual({ target: { ids: [1] }, tag: 'driver', isOn: false }));
});

it('Esc leads from the box to the list, with the chat still open, and from there closes it', async () => {
  const { field } = await openChat();
  field().focus();
  fireEvent.keyDown(field(), { key: 'Escape' });
  await waitFor(() => expect(document.activeElement?.id).toMatch(/^reply-/));
  expect(document.querySelector('.chat')).not.toBeNull();
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
  await waitFor(() => expect(document.querySelector('.chat')).toBeNull());
});

it('leads to what is known of the person, and from there back to their chat', async () => {
  await openChat();
  fireEvent.click(await screen.findByRole('button', { name: 'About this person' }), { detail: 1 });
  expect(await screen.findByRole('complementary', { name: 'Person 7, details' })).toBeTruthy();
  fireEvent.click(await screen.findByRole('button', { name: 'Answer' }), { detail: 1 });
  expect(await screen.findByRole('heading', { name: 'Replies' })).toBeTruthy();
});

it('a bubble stands as the window does, and only its words go as they are written', async () => {
  await open();
  await waitFor(() => expect(ids().length).toBeGreaterThan(1));
  fireEvent.click(nameOf(ids()[0] ?? 0) ?? document.body);
  const words = await screen.findByText('Where do we meet?');
  expect(words.closest('.bubble')?.closest('[dir]')).toBe(document.documentElement);
  expect(words.closest('[dir]')?.getAttribute('dir')).toBe('auto');
  expect(words.closest('[dir]')?.querySelector('.bubble-footer')).toBeNull();
});
