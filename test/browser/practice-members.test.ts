import { afterAll, beforeAll, expect, test } from 'vitest';
import realMembers from '../../practice/real-members.json' with { type: 'json' };
import { closeBrowser, openPractice, type Practice } from './practice.ts';

/**
 * The names that WhatsApp Web's own modules have, by module, object or class; `[]` stands for the models of a
 * collection.
 */
const real = new Map(Object.entries(realMembers).map(([owner, names]) => [owner, new Set(names.split(' '))]));

let practice: Practice;

beforeAll(async () => {
  practice = await openPractice();
});

afterAll(() => practice.close());

async function offered(): Promise<[string, string[]][]> {
  return Object.entries((await practice.server.control({ name: 'list_members' })) as Record<string, string[]>);
}

/** Names that only the practice page has. */
function invented(members: readonly (readonly [string, readonly string[]])[]): string[] {
  return members.flatMap(([owner, names]) =>
    real.has(owner) ? names.filter((name) => !real.get(owner)?.has(name)).map((name) => `${owner}: ${name}`) : [owner],
  );
}

test('the page offers no module and no member that WhatsApp Web itself does not have', async () => {
  const client = await practice.start('members', { notesOnNewChats: true });
  await client.getChatById('447700900839@c.us');
  await practice.server.control({ name: 'receive', from: '447700900302', text: 'Hello' });
  const members = await offered();
  expect(members.length).toBeGreaterThan(50);
  expect(members.find(([owner]) => owner === 'WAWebCollections.Msg[]')?.[1]).toContain('templateParams');
  expect(invented(members)).toEqual([]);
  await closeBrowser(client);
});

test('a member that was made up is found', () => {
  expect(invented([['WAWebCmd.Cmd', ['on', 'refreshQR']]])).toEqual(['WAWebCmd.Cmd: refreshQR']);
  expect(invented([['WAWebCollections.Msg[]', ['isNotification']]])).toEqual([
    'WAWebCollections.Msg[]: isNotification',
  ]);
  expect(invented([['WAWebSendNow', []]])).toEqual(['WAWebSendNow']);
});
