import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { errorCode } from '../../db/open.ts';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { Desk } from '../faults/kill/operator.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';

const marked = {
  name: 'Quillanthe Markwell',
  cell: 'Umbrage Hollow',
  number: '447700900777',
  text: 'Zephyrine greetings',
};

const other = '447700900778';
const sentOnes = {
  campaignId: null,
  tab: 'sent',
  certainty: null,
  reason: null,
  delivery: null,
  replied: false,
  account: null,
  search: marked.name,
} as const;
const byName = { by: 'name', descending: false } as const;

let app: BuiltApp;
beforeEach(async () => {
  app = await BuiltApp.install();
});
afterEach(() => app.uninstall());

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Every path below the folder, itself included, that other users of this computer can read. */
function openToOthers(folder: string): string[] {
  const inside = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return [folder, ...inside].filter((path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0);
}

/** WhatsApp's browser still removes files for a moment after the app has quit. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

function holdsMarked(file: string): boolean {
  const bytes = bytesOf(file);
  return Object.values(marked).some((word) => bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le')));
}

it.skipIf(process.platform === 'win32')(
  'after a campaign and a crash people are named only where they must be, in files for the user alone',
  async () => {
    await app.start();
    await app.untilLinked();
    const { id } = await app.call('campaign:create', { name: 'Marked' });
    const desk = new Desk(app);
    const csv = `Name,Phone,Place\n${marked.name},+${marked.number},${marked.cell}\n${marked.name} Two,+${other},x\n`;
    await desk.importList(id, csv);
    await app.call('campaign:update', { id, text: marked.text });
    await app.call('campaign:start', { id });
    await until(async () => (await app.overview()).counts.sent > 0);
    await app.call('backup:make', undefined);
    // An answer to the window is shown and not kept.
    await app.call('message:page', { filter: sentOnes, sort: byName, after: null });
    await app.kill();

    const folders = foldersUnder(app.userData, true);
    const named = filesUnder(app.userData).filter(holdsMarked);
    const isWhereTheyMustBe = (file: string) =>
      file === folders.database ||
      file === `${folders.database}-wal` ||
      [folders.whatsapp, folders.backups].some((folder) => file.startsWith(`${folder}/`));
    expect(named).toContain(`${folders.database}-wal`);
    expect(named.filter((file) => !isWhereTheyMustBe(file)).map((file) => relative(app.userData, file))).toEqual([]);

    expect([folders.data, join(folders.ledger, '..')].flatMap(openToOthers)).toEqual([]);
  },
);

it('a person who is erased is in no file of ours any more, also after a crash, and never gets the same text again', async () => {
  await app.start();
  await app.untilLinked();
  const desk = new Desk(app);
  const csv = `Name,Phone,Place\n${marked.name},+${marked.number},${marked.cell}\nSomebody Else,+${other},x\n`;
  const draftMarked = async (name: string) => {
    const { id } = await app.call('campaign:create', { name });
    await desk.importList(id, csv);
    await app.call('campaign:update', { id, text: marked.text });
    return id;
  };
  await app.call('campaign:start', { id: await draftMarked('First') });
  await until(async () => (await app.overview()).counts.sent === 2);
  const files = () => {
    const { database } = foldersUnder(app.userData, true);
    return filesUnder(join(database, '..')).filter((file) => file.startsWith(database));
  };
  const person = [marked.name, marked.cell, marked.number];
  const holding = (words: readonly string[]) =>
    files().filter((file) => words.some((word) => bytesOf(file).includes(word)));
  expect(holding(person)).not.toEqual([]);

  const id = (await app.call('message:page', { filter: sentOnes, sort: byName, after: null })).rows[0]?.id ?? 0;
  expect(await app.call('message:erasePerson', { id })).toEqual({ isLogClean: true });
  expect(holding(person)).toEqual([]);
  expect(holding([other])).not.toEqual([]);

  await app.kill();
  const { whatsapp } = foldersUnder(app.userData, true);
  const ours = filesUnder(app.userData).filter((file) => !file.startsWith(`${whatsapp}/`));
  expect(ours.filter((file) => person.some((word) => bytesOf(file).includes(word)))).toEqual([]);
  await app.start();
  await app.untilLinked();

  const again = await draftMarked('Second');
  const uploaded = () => readdirSync(foldersUnder(app.userData, true).uploads).filter((name) => !name.includes('.'));
  expect(uploaded()).toHaveLength(1);
  expect(await app.call('campaign:check', { id: again })).toMatchObject({ willSend: 0, alreadyHasText: 2 });

  // The file of a list is kept for its draft only, until another list replaces it or the draft is deleted.
  await desk.importList(again, csv);
  expect(uploaded()).toHaveLength(1);
  const { list } = await app.call('campaign:get', { id: again });
  const [saved] = await app.call('list:save', { listId: list?.id ?? 0, name: 'Kept' });
  await app.call('list:useSaved', { campaignId: again, id: saved?.id ?? 0, workId: randomUUID() });
  expect(uploaded()).toEqual([]);
  await desk.importList(again, csv);
  await app.call('campaign:deleteDraft', { id: again });
  expect(uploaded()).toEqual([]);
});
