import { expect, it } from 'vitest';
import { readMeta } from '../../../db/meta.ts';
import { Shutdown } from '../../../electron/app/shutdown.ts';
import { settle } from '../../support/fake-clock.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';

/** The parts of an app, of which only those with these names end when they are told to. */
function appOf(ends: (name: string) => Promise<void>) {
  const { db } = temporaryStores();
  const ended: string[] = [];
  const does = (what: string) => () => void ended.push(what);
  const slow = (name: string) => ({
    [name]: {
      stop: () => ends(name).then(does(name)),
      stopReading: does('reading'),
      stopSessions: async () => undefined,
    },
  });
  const parts = {
    onEnding: does('begun'),
    commands: { end: does('commands') },
    desktop: { end: does('window') },
    updates: { stop: does('updates') },
    movedCheck: { stop: does('moved') },
    reminders: { stop: does('reminders') },
    verification: { end: does('verification') },
    broadcast: { stop: does('broadcast') },
    // The next start checks the data unless it was noted that this one ended well.
    ledger: { close: () => void ended.push(readMeta(db, 'clean_stop') === '1' ? 'ledger' : 'ledger, in doubt') },
    db,
    ...Object.assign({}, ...['team', ...working].map(slow)),
  };
  return { shutdown: new Shutdown(parts), db, ended };
}
const working = ['maintenance', 'accounts', 'bulk', 'batches', 'peopleIndex', 'draws', 'savedFiles'];

it.each(working)('the data is not closed before that has ended which writes to it: %s', async (last) => {
  const held = Promise.withResolvers<void>();
  const { shutdown, db, ended } = appOf((name) => (name === last ? held.promise : Promise.resolve()));
  const closing = shutdown.graceful();
  await settle();
  expect([db.sqlite.open, ended.includes('team'), ended.includes('ledger')]).toEqual([true, false, false]);
  held.resolve();
  await closing;
  expect([db.sqlite.open, ended.includes('team'), ended.at(-1)]).toEqual([false, true, 'ledger']);
});

it('where the system takes no further it is closed at this moment, and once', async () => {
  const { shutdown, db, ended } = appOf(() => new Promise(() => undefined));
  void shutdown.graceful();
  shutdown.immediate();
  expect(db.sqlite.open).toBe(false);
  shutdown.immediate();
  expect(ended.filter((one) => one === 'ledger')).toHaveLength(1);
});
