import { afterEach, beforeEach, expect, it } from 'vitest';
import { foldText } from '../../../../domain/messages/fold.ts';
import { makeReady } from '../../../support/make-ready.ts';
import {
  addList,
  makeStores,
  openTestDatabase,
  type Stores,
  temporaryFolder,
} from '../../../support/temporary-database.ts';

let stores: Stores;
let remove: () => void;
let listId: number;

beforeEach(() => {
  const temporary = temporaryFolder();
  stores = makeStores(openTestDatabase(`${temporary.folder}/test.db`));
  remove = temporary.remove;
  addList(stores, ['+447700900999']);
  listId = addList(stores, ['+447700900001', '+447700900002', '+447700900013', '+447700900004']);
  const named = stores.db.sqlite.prepare(
    'UPDATE recipient SET name = ?, folded_apart = ? WHERE list_id = ? AND row_number = ?',
  );
  for (const [place, name] of ['José Álvarez', 'Zoë Łuczak', 'JOSE', 'نورى'].entries())
    named.run(name, foldText(name), listId, place + 2);
});
afterEach(() => {
  stores.db.close();
  remove();
});

function find(search: string, match = 0) {
  return stores.personSearch.find(listId, search, match);
}

it('goes from one match to the next in the order of the list, and begins again after the last', () => {
  expect(find('jose')).toEqual({ index: 0, match: 0, matches: 2 });
  expect(find('jose', 1)).toEqual({ index: 2, match: 1, matches: 2 });
  expect(find('jose', 2)).toEqual({ index: 0, match: 0, matches: 2 });
});

it('finds the same people once the list is ready for searches, looking up those alone whom a search may mean', () => {
  const searches = ['jose', 'o', 'z', 'LUCZAK zoe', 'نوري', '07700 900-013', '900999', 'Zzyzx'];
  const before = searches.map((search) => find(search));
  makeReady(stores.searchIndex);
  expect(searches.map((search) => find(search))).toEqual(before);
  stores.db.run(`UPDATE search_gram SET ids = X'' WHERE list_id = ? AND gram <> ''`, listId);
  expect(find('jose')).toBeUndefined();
});

it('finds what the outbox would: names without accents, every word, numbers as people write them', () => {
  expect(find('LUCZAK zoe')?.index).toBe(1);
  expect(find('نوري')?.index).toBe(3);
  expect(find('07700 900-013')?.index).toBe(2);
  expect(find('٩٠٠٠١٣')?.index).toBe(2);
});

it('finds nobody of another list, and nobody where nothing is asked', () => {
  expect(find('900999')).toBeUndefined();
  expect(find('Zzyzx')).toBeUndefined();
  expect(find('  ')).toBeUndefined();
});
