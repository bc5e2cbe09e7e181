import { expect, it } from 'vitest';
import { withDomainLists } from '../../../build/guard-lists.ts';
import { type Change, changeCodes, statusCodes } from '../../../db/messages/history-codes.ts';
import { noteHistory } from '../../../db/messages/message-status.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';

it('the tables and triggers name the domain’s words, each list word for word', () => {
  const { db } = temporaryStores();
  const made = db.values<string>(
    `SELECT sql FROM sqlite_master WHERE type IN ('table', 'trigger') AND sql IS NOT NULL`,
  );
  const lists = made.join('\n').match(/ IN \(\s*'/g) ?? [];
  expect(lists.length).toBeGreaterThan(15);
  for (const sql of made) expect(withDomainLists(sql)).toBe(sql);
});

it('a word that the domain does not know is found, and a list that nobody compares', () => {
  const check = (list: string) => `CREATE TABLE \`message\` (\`reason\` text CHECK (\`reason\` IN (${list})))`;
  expect(withDomainLists(check(`'no_idea', 'rejected'`))).toContain(`'no_confirmation', 'interrupted', 'rejected')`);
  const oneByOne = "`reason` = 'no_idea' OR `reason` = 'of_it' OR `reason` = 'rejected'";
  const known = withDomainLists(`CREATE TABLE \`message\` (\`reason\` text CHECK (${oneByOne}))`);
  expect(known).toContain(" OR `reason` = 'no_confirmation' OR `reason` = 'interrupted' OR `reason` = 'rejected'))");
  expect(() => withDomainLists("CREATE TABLE `message` (`colour` text CHECK (`colour` IN ('red')))")).toThrow(
    'message.colour',
  );
});

it('history has the words that were written into it, whatever numbers stand for them', () => {
  const { db } = temporaryStores();
  db.pragma('foreign_keys = OFF');
  const words = Object.keys(changeCodes) as Change[];
  const people = ['app', 'whatsapp', 'operator', 'Ana'];
  const lines = words.map((what, index) => ({ what, who: people[index % people.length] ?? '' }));
  for (const line of lines) noteHistory(db, 1, { ...line, nowMs: 1 });
  expect(db.all(`SELECT what, who FROM history ORDER BY number`)).toEqual(lines);
  const statuses = Object.entries(statusCodes);
  statuses.forEach(([, code], index) => {
    const sql = `INSERT INTO history (message_id, number, at_ms, change, became, detail) VALUES (2, ?, 1, 0, ?, '')`;
    db.run(sql, index + 1, code);
  });
  const became = db.values(`SELECT to_status FROM history WHERE message_id = 2 ORDER BY number`);
  expect(became).toEqual(statuses.map(([status]) => status));
});
