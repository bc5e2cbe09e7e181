import { beforeEach, expect, it } from 'vitest';
import { Accounts } from '../../../db/accounts.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';

const [office, north] = ['+447700900118', '+447700900121'];
let accounts: Accounts;
let all: () => unknown[];
beforeEach(() => {
  const { db } = temporaryStores();
  accounts = new Accounts(db);
  all = () => db.all(`SELECT phone, name, folder IS NOT NULL AS isHere FROM account ORDER BY phone`);
});

it('begins with one account, whose login lies where it always lay', () => {
  expect(accounts.here()).toMatchObject([{ phone: null, name: '', folder: '' }]);
  expect(accounts.here()).toHaveLength(1);
});

it('gives each further account a folder of its own, and one that was never linked leaves nothing', () => {
  const [first] = accounts.here();
  const added = accounts.add();
  expect(added.folder).not.toBe(first?.folder);
  accounts.remove(added.id);
  expect(accounts.here()).toHaveLength(1);
});

it('refuses a number in a second place, and changes nothing', () => {
  const [{ id = 0 } = {}] = accounts.here();
  const other = accounts.add();
  expect(accounts.linked(id, office)).toBe('linked');
  expect(accounts.linked(other.id, office)).toBe('taken');
  expect(accounts.linked(id, office)).toBe('linked');
  expect(accounts.get(other.id)).toMatchObject({ phone: null });
});

it('leaves an account to its history where its login is another number’s by now, and knows it again by its number', () => {
  const [{ id = 0 } = {}] = accounts.here();
  accounts.linked(id, office);
  accounts.rename(id, 'Office');
  expect(accounts.linked(id, north)).toBe('linked');
  expect(all()).toEqual([
    { phone: office, name: 'Office', isHere: 0 },
    { phone: north, name: '', isHere: 1 },
  ]);
  const again = accounts.add();
  expect(accounts.linked(again.id, office)).toBe('linked');
  expect(all()).toEqual([
    { phone: office, name: 'Office', isHere: 1 },
    { phone: north, name: '', isHere: 1 },
  ]);
});

it('keeps number and name of one that was let go', () => {
  const [{ id = 0 } = {}] = accounts.here();
  accounts.linked(id, office);
  accounts.rename(id, 'Office');
  const other = accounts.add();
  accounts.linked(other.id, north);
  accounts.remove(id);
  expect(accounts.here()).toMatchObject([{ phone: north }]);
  expect([accounts.nameOf(office), accounts.nameOf(north)]).toEqual(['Office', '']);
});
