import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { erasePerson } from '../../../db/people/erase-person.ts';
import type { CommandOutput } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { doNotContactCommands } from '../../../electron/do-not-contact/commands.ts';
import { receiveReply } from '../../../electron/do-not-contact/stop-proposals.ts';
import { Uploads } from '../../../electron/files/uploads.ts';
import { writeNumbers } from '../../../electron/lists/number-list.ts';
import { atOnce } from '../../support/at-once.ts';
import { silentChanges } from '../../support/changes.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { startInProcessOn } from '../../support/start-in-process.ts';
import { jobThreadsOn } from '../../support/worker-file.ts';

const sam = '+447700900123';
let rig: Rig;
let uploads: Uploads;
let told: number;

beforeEach(() => {
  rig = makeRig();
  uploads = new Uploads(`${rig.folder}/uploads`);
  told = 0;
});
afterEach(() => rig.close());

function parts() {
  const { doNotContact, replies, stops, campaigns, messages } = rig.stores;
  return {
    messages,
    doNotContact,
    replies,
    stops,
    campaigns,
    nudge: () => rig.dispatcher.nudge(),
    uploads,
    threads: jobThreadsOn(rig.stores.db.file),
    startInProcess: startInProcessOn(rig.stores.db.file),
    clock: rig.clock,
    settings: () => rig.settings,
    timeZone: () => 'Europe/London',
    changes: {
      ...silentChanges,
      manyMessages: () => {
        told += 1;
      },
    },
    isPractice: false,
    askWhereToSave: async () => null,
    untilWritten: <Saved>(_path: string, writing: Saved) => writing,
  };
}

function upload(text: string): string {
  const bytes = Buffer.from(text);
  const { uploadId } = granted(uploads.begin('numbers.csv', bytes.byteLength));
  granted(uploads.addChunk(uploadId, bytes));
  return uploadId;
}

it('says that the list changed, whichever way it does: who may be queued again depends on it', async () => {
  const commands = doNotContactCommands(parts());
  commands['doNotContact:add']({ phone: sam, note: '' });
  expect(told).toBe(1);
  commands['doNotContact:remove']({ phone: sam });
  expect(told).toBe(2);
  granted(await commands['doNotContact:import']({ uploadId: upload(`Phone\n${sam}\n`) }));
  expect(told).toBe(3);
  expect(rig.stores.doNotContact.list().map(({ phone }) => phone)).toEqual([sam]);
});

it('reads a list of however many a part at a time, each entry once', async () => {
  const { blockedPageRows: most } = limits;
  const phones = Array.from({ length: 2 * most + 1 }, (_, index) => `+4477009${String(10_000 + index)}`);
  const numbers = phones.map((phone) => ({ phone, note: '' }));
  rig.stores.doNotContact.addAll(numbers, rig.clock.nowMs());
  const commands = doNotContactCommands(parts());
  const pages: string[][] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: CommandOutput<'doNotContact:list'> = granted(await commands['doNotContact:list']({ after }));
    pages.push(page.entries.map(({ phone }) => phone));
    after = page.next;
  }
  expect(pages.map(({ length }) => length)).toEqual([most, most, 1]);
  expect(pages.flat()).toEqual(phones);
});

it('exports however many there are, the oldest first', async () => {
  const { blockedPageRows: most } = limits;
  const phones = Array.from({ length: most + 2 }, (_, index) => `+4477009${String(90_000 - index)}`);
  const numbers = phones.map((phone, index) => ({ phone, note: '', addedAtMs: rig.clock.nowMs() + index }));
  rig.stores.doNotContact.addAll(numbers, rig.clock.nowMs());
  const path = `${rig.folder}/export.csv`;
  const form = { separator: ',', language: 'en', country: 'GB', timeZone: 'Europe/London', isPractice: false } as const;
  await writeNumbers(rig.stores.db, { path, ...form });
  const lines = readFileSync(path, 'utf8').trim().split('\r\n').slice(1);
  expect(lines.map((line) => line.split(',')[0]?.replaceAll(' ', ''))).toEqual(phones);
});

it('takes a file of however many a part at a time, so that everything else has its turn meanwhile', async () => {
  const { importRowsPerTransaction: most } = limits;
  const phones = Array.from({ length: 3 * most + 1 }, (_, index) => `+4477009${String(10_000 + index)}`);
  rig.stores.doNotContact.add(phones[0] ?? '', '', rig.clock.nowMs());
  const seen = new Set<number>();
  let isOver = false;
  const look = () => {
    if (isOver) return;
    seen.add(rig.stores.doNotContact.keys().size);
    setImmediate(look);
  };
  look();
  const commands = doNotContactCommands(parts());
  const uploadId = upload(`Phone\n${phones.join('\n')}\n`);
  const added = granted(await commands['doNotContact:import']({ uploadId }));
  isOver = true;
  expect(added).toEqual({ added: 3 * most, known: 1, cannotBeUsed: 0, unread: [] });
  expect([...seen]).toEqual([1, most, 2 * most, 3 * most, 3 * most + 1]);
});

it('says so when a proposal is taken up, and when it is dismissed: what waited for it may go', async () => {
  const { messageIds } = rig.start([sam, '+447700900124']);
  await rig.clock.pass(60_000);
  const commands = doNotContactCommands(parts());
  const [first, second] = messageIds.map((id) => rig.stores.queries.rows([id])[0]);
  for (const [place, row] of [first, second].entries()) {
    receiveReply(parts(), { ids: [`${row?.phone.slice(1)}@c.us`], text: 'stop', waKey: `key-${place}` });
  }
  const [one, other] = granted(await commands['doNotContact:proposals']());
  commands['doNotContact:answer']({ ids: [one?.id ?? 0], answer: 'dismiss' });
  expect(told).toBe(1);
  commands['doNotContact:answer']({ ids: [other?.id ?? 0], answer: 'add' });
  expect(told).toBe(2);
});

it.each(['before', 'after'])('lets somebody back in, %s they are erased', async (when) => {
  const commands = doNotContactCommands(parts());
  const erase = () => atOnce(erasePerson(rig.stores.db, sam, rig.clock.nowMs()));
  receiveReply(parts(), { ids: [`${sam.slice(1)}@c.us`], text: 'stop', waKey: 'one' });
  const ids = granted(await commands['doNotContact:proposals']()).map(({ id }) => id);
  commands['doNotContact:answer']({ ids, answer: 'add' });
  if (when === 'after') erase();
  commands['doNotContact:remove']({ phone: sam });
  if (when === 'before') erase();
  expect(rig.stores.doNotContact.allLetBackIn().size).toBe(when === 'before' ? 0 : 1);
  const { messageIds } = rig.start([sam]);
  await rig.clock.pass(60_000);
  expect(messageIds.map(rig.status)).toEqual(['sent']);
});

it('keeps of whoever is erased the number alone, and not the words with which they asked', async () => {
  const commands = doNotContactCommands(parts());
  receiveReply(parts(), { ids: [`${sam.slice(1)}@c.us`], text: 'Stop, says Sam Okafor', waKey: 'one' });
  const ids = granted(await commands['doNotContact:proposals']()).map(({ id }) => id);
  commands['doNotContact:answer']({ ids, answer: 'add' });
  atOnce(erasePerson(rig.stores.db, sam, rig.clock.nowMs()));
  expect(rig.stores.doNotContact.list()).toMatchObject([{ phone: sam, note: '' }]);
});

it('keeps the note of somebody who is put on the list once more without one', () => {
  const commands = doNotContactCommands(parts());
  commands['doNotContact:add']({ phone: sam, note: 'By phone' });
  commands['doNotContact:add']({ phone: sam, note: '' });
  expect(rig.stores.doNotContact.list()).toMatchObject([{ note: 'By phone' }]);
  commands['doNotContact:add']({ phone: sam, note: 'By post' });
  expect(rig.stores.doNotContact.list()).toMatchObject([{ note: 'By post' }]);
});

it('takes nothing that is no number', async () => {
  const { 'doNotContact:add': add } = doNotContactCommands(parts());
  expect(await add({ phone: '0770', note: '' })).toMatchObject({ ok: false });
  expect(rig.stores.doNotContact.list()).toEqual([]);
});

it('has a number once in whichever spelling, and lets its person back in by any of them', async () => {
  const { doNotContact } = rig.stores;
  const commands = doNotContactCommands(parts());
  const [short, long] = ['+551185550199', '+5511985550199'];
  for (const phone of [short, long]) granted(await commands['doNotContact:add']({ phone, note: 'Call first' }));
  expect(doNotContact.list().map(({ phone }) => phone)).toEqual([short]);
  granted(await commands['doNotContact:remove']({ phone: long }));
  expect([doNotContact.isBlocked(short), doNotContact.isBlocked(long)]).toEqual([false, false]);
  expect([...doNotContact.allLetBackIn()]).toEqual([short]);
  granted(await commands['doNotContact:add']({ phone: long, note: '' }));
  expect(doNotContact.allLetBackIn().size).toBe(0);
});

it('has whom a file names under either form of their number, and by whom it was read', () => {
  const { doNotContact } = rig.stores;
  const file = { who: 'Ana', fileName: 'opt-outs.csv' };
  expect(doNotContact.addAll([{ phone: '+5511985550199', note: '' }], rig.clock.nowMs(), file)).toBe(1);
  expect(doNotContact.isBlocked('+551185550199')).toBe(true);
  expect(doNotContact.list()).toMatchObject([{ ...file, why: 'file' }]);
});

it('takes an answer back: the person is off the list, and asked about as before', async () => {
  rig.start([sam]);
  await rig.clock.pass(60_000);
  const commands = doNotContactCommands(parts());
  receiveReply(parts(), { ids: [`${sam.slice(1)}@c.us`], text: 'stop', waKey: 'one' });
  receiveReply(parts(), { ids: [`${sam.slice(1)}@c.us`], text: 'STOP!', waKey: 'two' });
  const [proposal] = granted(await commands['doNotContact:proposals']());
  const id = proposal?.id ?? 0;
  expect(commands['doNotContact:answer']({ ids: [id], answer: 'reopen' })).toMatchObject({ ok: false });
  for (const answer of ['add', 'dismiss'] as const) {
    expect(granted(await commands['doNotContact:answer']({ ids: [id], answer }))).toEqual([]);
    expect(rig.stores.doNotContact.isBlocked(sam)).toBe(answer === 'add');
    expect(granted(await commands['doNotContact:answer']({ ids: [id], answer: 'reopen' }))).toEqual([proposal]);
    expect(rig.stores.doNotContact.isBlocked(sam)).toBe(false);
  }
});

it('shows whom nobody is to contact under an id alone, for as long as that stands', async () => {
  const commands = doNotContactCommands(parts());
  for (const waKey of ['one', 'two'])
    receiveReply(parts(), { ids: [`99887766554${waKey.charCodeAt(0)}@lid`], text: `stop ${waKey}`, waKey });
  // A person whose number is known is on the list.
  receiveReply(parts(), { ids: ['447700900111@c.us'], text: 'stop', waKey: 'three' });
  const [{ id: withNumber } = { id: 0 }] = granted(await commands['doNotContact:proposals']());
  commands['doNotContact:answer']({ ids: [withNumber], answer: 'add' });
  const shown = async () => granted(await commands['doNotContact:withoutNumber']());
  expect(await shown()).toEqual([]);
  const [two, one] = granted(await commands['doNotContact:proposals']());
  commands['doNotContact:answer']({ ids: [one?.id ?? 0], answer: 'add' });
  commands['doNotContact:answer']({ ids: [two?.id ?? 0], answer: 'dismiss' });
  expect(await shown()).toEqual([one]);
  commands['doNotContact:answer']({ ids: [one?.id ?? 0], answer: 'reopen' });
  expect(await shown()).toEqual([]);
  expect(granted(await commands['doNotContact:proposals']())).toEqual([one]);
});
