import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { AccountAtWork } from '../../../electron/app/account-at-work.ts';
import { AccountsAtWork } from '../../../electron/app/accounts-at-work.ts';
import { Together } from '../../../electron/dispatch/together.ts';
import { silentLog } from '../../support/dispatch-rig.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';
import { until } from '../../support/until.ts';

const [office, clinic] = ['+447700900118', '+447700900121'] as const;

/** Two linked accounts, each with its last message on its way until the test releases it. */
function twoAtWork() {
  const { accounts, db, moves, folder } = temporaryStores();
  for (const [place, phone] of [office, clinic].entries())
    accounts.linked((place === 0 ? accounts.here()[0] : accounts.add())?.id ?? 0, phone);
  const ends = new Map<number, () => void>();
  const unlinked: number[] = [];
  const make = ({ id }: { readonly id: number }) => {
    const session = { logout: async () => void unlinked.push(id), stop: async () => undefined };
    const stop = () => new Promise<void>((resolve) => void ends.set(id, resolve));
    return { id, session, stop, unlink: session.logout, dispatcher: {} } as unknown as AccountAtWork;
  };
  const together = new Together({ db, log: silentLog });
  const atWork = new AccountsAtWork({ accounts, together, loginFolder: folder, make, onChange: () => undefined });
  return { accounts, db, moves, ends, unlinked, atWork };
}

it('of two accounts that are let go of at once, the second is unlinked and keeps its place', async () => {
  const { atWork, accounts, ends, unlinked } = twoAtWork();
  const [first, second] = atWork.all;
  if (!first || !second) throw new Error('two accounts');
  const going = [first, first, second].map((one) => atWork.remove(one));
  for (const end of ends.values()) end();
  await Promise.all(going);
  expect(atWork.all).toEqual([second]);
  expect(unlinked).toEqual([second.id, first.id]);
  expect(accounts.here().map(({ phone }) => phone)).toEqual([clinic]);
});

it('while one of two is let go of, what the other does is what is said of all', async () => {
  const { atWork, ends } = twoAtWork();
  const [first, second] = atWork.all;
  if (!first || !second) throw new Error('two accounts');
  Object.assign(first, { state: { kind: 'waiting', why: 'gap' } });
  Object.assign(second, { state: { kind: 'stopping' } });
  expect(atWork.state.kind).toBe('stopping');
  const going = atWork.remove(second);
  expect(atWork.state.kind).toBe('waiting');
  for (const end of ends.values()) end();
  await going;
});

it('an account that was begun and never linked leaves nothing behind at the next start', async () => {
  const { accounts, db, folder } = temporaryStores();
  accounts.linked(accounts.here()[0]?.id ?? 0, office);
  const begun = join(folder, accounts.add().folder ?? '');
  mkdirSync(begun);
  const make = ({ id }: { readonly id: number }) => ({ id }) as unknown as AccountAtWork;
  const together = new Together({ db, log: silentLog });
  const atWork = new AccountsAtWork({ accounts, together, loginFolder: folder, make, onChange: () => undefined });
  expect(atWork.all).toHaveLength(1);
  await until(() => !existsSync(begun));
});

it('a login that the data does not know, as after an older backup was put back, has its place again', () => {
  const { accounts, db, folder } = temporaryStores();
  accounts.linked(accounts.here()[0]?.id ?? 0, office);
  const forgotten = accounts.add();
  accounts.linked(forgotten.id, clinic);
  const login = join(folder, forgotten.folder ?? '', 'session');
  mkdirSync(login, { recursive: true });
  // Files that are no logins, and logins of no account here, do not count.
  mkdirSync(join(folder, 'account-5f1c6b9e-0000-4000-8000-000000000001'));
  mkdirSync(join(folder, 'other', 'session'), { recursive: true });
  db.run('DELETE FROM account WHERE id = ?', forgotten.id);
  const make = ({ id }: { readonly id: number }) => ({ id }) as unknown as AccountAtWork;
  const together = new Together({ db, log: silentLog });
  const start = () =>
    new AccountsAtWork({ accounts, together, loginFolder: folder, make, onChange: () => undefined }).all;
  start();
  // WhatsApp was unreachable, so nothing was said, and the app was started once more.
  const [, found, ...others] = start();
  expect([accounts.get(found?.id ?? 0)?.folder, others]).toEqual([forgotten.folder, []]);
  expect(accounts.linked(found?.id ?? 0, clinic)).toBe('linked');
  expect(start()).toHaveLength(2);
  expect(existsSync(login)).toBe(true);
});

it('a login that cannot be given its place, as on a full disk, keeps the app from no start', () => {
  const { accounts, db, folder } = temporaryStores();
  const login = join(folder, `account-${randomUUID()}`);
  mkdirSync(join(login, 'session'), { recursive: true });
  mkdirSync(join(login, 'found'));
  const make = ({ id }: { readonly id: number }) => ({ id }) as unknown as AccountAtWork;
  const together = new Together({ db, log: silentLog });
  const atWork = new AccountsAtWork({ accounts, together, loginFolder: folder, make, onChange: () => undefined });
  expect(atWork.all).toHaveLength(1);
  expect(existsSync(join(login, 'session'))).toBe(true);
});

it('an account that connects again waits for no other program that writes to the data', () => {
  const { accounts, moves, db } = twoAtWork();
  const other = new Database(db.file);
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  expect(accounts.linked(accounts.here()[0]?.id ?? 0, office)).toBe('linked');
  expect(moves.readable(office)).toBe(false);
  other.exec('ROLLBACK');
});
