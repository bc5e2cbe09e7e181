import { expect, it } from 'vitest';
import { withDomainLists } from '../../../build/guard-lists.ts';
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
