import type { AppProcess } from './app-process.ts';
import { allWell, beforeEachClaim, dropGuards, type Weakness } from './weakness.ts';

const well = { ...allWell, copy: 'truth' } as const;
const none = [null, null, null, null, null] as const;
const fromFirst = {
  do: 'start_from',
  people: [0, 3],
  name: 0,
  text: 0,
  isRepeat: false,
  from: [0],
  named: none,
} as const;
const fromSecond = { ...fromFirst, from: [1] } as const;
const pass = { do: 'pass', ms: 61_000 } as const;

/** Faults that code for several accounts on one computer could have. */
export const accountWeaknesses: readonly Weakness[] = [
  {
    name: 'fences are of an account',
    caughtByRun: 0,
    says: /delivered 2 times/,
    plan: {
      outcomes: [well],
      accounts: 2,
      commands: [{ do: 'pause' }, fromFirst, fromSecond, { do: 'resume' }, pass],
    },
    atStart: (app) => {
      dropGuards(app);
      app.stores.fences.isForAnother = () => false;
      const { db } = app.stores;
      beforeEachClaim(app, (request) => {
        const others = `DELETE FROM fence WHERE attempt_id IN (SELECT id FROM attempt WHERE account <> ?)`;
        db.run(others, request.account);
      });
    },
  },
  {
    name: 'an acknowledgement of another account’s session counts',
    caughtByRun: 0,
    says: /by an ack, and was never delivered/,
    plan: {
      outcomes: [{ ...well, place: 'outbox', ack: 'late' }],
      accounts: 2,
      commands: [fromFirst, { do: 'pass', ms: 1_000 }, { do: 'word_across', which: 0, through: 1 }],
    },
    atStart: ({ stores: { attempts, db } }) => {
      attempts.isOf = (random) => db.has(`SELECT 1 FROM attempt WHERE ? IN (wa_random, refused_random)`, random);
    },
  },
  {
    name: 'what leaves under an id that passed another account’s gate is not noticed',
    caughtByRun: 0,
    says: /was not noticed/,
    plan: {
      outcomes: [well],
      accounts: 2,
      commands: [fromFirst, pass, { do: 'leave_across', which: 0, through: 1 }],
    },
    atStart: ({ stores: { attempts, db } }) => {
      attempts.hasPassed = (random) => db.has(`SELECT 1 FROM attempt WHERE wa_random = ?`, random);
    },
  },
  {
    name: 'a message is moved that may have left',
    caughtByRun: 0,
    says: /moved that may have left|delivered 2 times|and was delivered/,
    plan: {
      outcomes: [{ ...well, ack: 'late' }],
      accounts: 2,
      commands: [fromFirst, { do: 'pass', ms: 130 * 60_000 }, { do: 'move_people', which: 0, from: 0, to: 1 }, pass],
    },
    atStart: (app) => {
      dropGuards(app);
      const moveTo = app.moveTo.bind(app);
      app.moveTo = (id, ...more) => {
        const { db } = app.stores;
        db.run(`UPDATE attempt SET outcome = 'not_sent' WHERE message_id = ? AND outcome = 'unknown'`, id);
        const again = `UPDATE message SET status = 'pending', reason = NULL, change = 16 WHERE id = ?`;
        db.run(`${again} AND status IN ('sending', 'failed')`, id);
        return moveTo(id, ...more);
      };
    },
  },
  {
    name: 'two messages are before their gates at once',
    caughtByRun: 0,
    says: /before their gates at once/,
    plan: {
      outcomes: [{ ...well, before: 'hangs' }],
      accounts: 2,
      commands: [{ do: 'pause' }, { ...fromFirst, people: [0, 1, 3, 5], from: [0, 1] }, { do: 'resume' }, pass],
    },
    atStart: (app, together) => {
      app.stores.db.sqlite.exec('DROP INDEX IF EXISTS attempt_before_gate');
      together.beforeGate = (work) => work(false);
    },
  },
  {
    name: 'the gate asks nobody whose page it is',
    caughtByRun: 0,
    says: /from another account/,
    plan: {
      outcomes: [{ ...well, notYet: 3 }],
      accounts: 2,
      commands: [fromFirst, { do: 'pass', ms: 1 }, { do: 'link_account', which: 0, to: 'other' }, pass],
    },
    atStart: (app) => {
      dropGuards(app);
      const judge = app.judgeGate.bind(app);
      app.judgeGate = (ask, id) => {
        const account = app.stores.db.value<string>(`SELECT account FROM attempt WHERE token = ?`, ask.token) ?? '';
        return judge({ ...ask, accountIds: [...ask.accountIds, `${account.slice(1)}@c.us`] }, id);
      };
    },
  },
  {
    name: 'a number is taken in two places',
    caughtByRun: 0,
    says: /has two sessions/,
    plan: { outcomes: [well], accounts: 2, commands: [{ do: 'start' }, { do: 'link_account', which: 0, to: 'next' }] },
    atStart: acceptEverywhere,
  },
];

function acceptEverywhere({ stores: { accounts } }: AppProcess): void {
  accounts.linked = () => 'linked';
}
