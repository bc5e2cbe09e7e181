import { Accounts } from '../../../db/accounts.ts';
import type { Db } from '../../../db/database.ts';
import type { AccountAtWork } from '../../../electron/app/account-at-work.ts';
import type { makeDispatch } from '../../../electron/dispatch/dispatch.ts';
import type { Reconciliation } from '../../../electron/dispatch/reconciliation.ts';
import type { Messenger } from '../../../electron/ports.ts';
import { own, ownAccounts } from './people.ts';
import type { Page } from './whatsapp.ts';

export type AccountInRun = ReturnType<typeof makeDispatch> & { readonly reconciliation: Reconciliation };

/** Adds accounts that were linked long ago. The account of a run with a single account needs no name. */
export function makeAccounts(db: Db, count: number): void {
  if (db.count('SELECT count(*) FROM account') > 0) return;
  const accounts = new Accounts(db);
  accounts.here();
  for (let place = 1; place < count; place += 1) accounts.add();
  if (count === 1) return;
  for (const [place, { id }] of accounts.here().entries()) {
    const { phone, name } = ownAccounts[place] ?? own;
    accounts.linked(id, phone);
    accounts.rename(id, name);
  }
}

/** The app's parts for an account at work, whose session is a page of the simulation. */
export function sessionOf(parts: {
  readonly id: number;
  readonly phone: () => string | null;
  readonly dispatch: ReturnType<typeof makeDispatch>;
  readonly reconciliation: Reconciliation;
  readonly messenger: Messenger;
  readonly page: Page;
}): AccountAtWork {
  const { id, phone, dispatch, reconciliation, messenger, page } = parts;
  const session = {
    ...messenger,
    start: () => undefined,
    stop: async () => undefined,
    logout: async () => {
      page.linked = null;
    },
  };
  const stopReading = () => reconciliation.stop();
  const one: Omit<AccountAtWork, 'session' | 'link' | 'view' | 'start'> & { readonly session: typeof session } = {
    id,
    session,
    messenger,
    reconciliation,
    stopReading,
    raise: dispatch.raise,
    dispatcher: dispatch.dispatcher,
    get phone() {
      return phone();
    },
    get state() {
      return dispatch.dispatcher.state;
    },
    stop: async () => {
      await dispatch.dispatcher.stop();
      await reconciliation.readLast();
      stopReading();
    },
    unlink: async () => {
      if (phone() !== null) dispatch.dispatcher.pause('logged_out');
      await dispatch.dispatcher.drain();
      await reconciliation.readLast();
      await session.logout();
    },
    openWindow: async () => undefined,
  };
  // Only the browser is missing.
  return one as unknown as AccountAtWork;
}
