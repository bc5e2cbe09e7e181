import { allWell, beforeEachClaim, dropGuards, type Weakness } from './weakness.ts';

const remindAna = { do: 'start_timed', people: [0], name: 0, text: 0, dates: [1, 1, 1], second: null } as const;

/** Faults that the code for messages with times of their own could have. */
export const timeWeaknesses: readonly Weakness[] = [
  {
    name: 'a latest moment does not count at the gate',
    caughtByRun: 0,
    says: /after its latest moment/,
    // The computer sleeps between the claim and the gate.
    plan: {
      outcomes: [{ ...allWell, notYet: 3 }],
      commands: [remindAna, { do: 'pass', ms: 1 }, { do: 'sleep', ms: 60 * 60_000 }, { do: 'pass', ms: 61_000 }],
    },
    atStart: ({ stores: { attempts } }) => {
      const view = attempts.viewForGate.bind(attempts);
      attempts.viewForGate = (token) => {
        const found = view(token);
        return found && { ...found, latestAtMs: null };
      };
    },
  },
  {
    name: 'a fence is for every date',
    caughtByRun: 0,
    says: /nothing else was for its date/,
    plan: {
      outcomes: [allWell],
      commands: [
        { ...remindAna, second: 2 },
        { do: 'pass', ms: 65 * 60_000 },
      ],
    },
    atStart: (app) => {
      dropGuards(app);
      const { db } = app.stores;
      beforeEachClaim(app, (request) => {
        db.run(`UPDATE OR IGNORE fence SET occasion = ?`, request.scopes.text.occasion);
      });
    },
  },
  {
    name: 'a fence is for no date',
    caughtByRun: 0,
    says: /delivered 2 times/,
    plan: {
      outcomes: [allWell],
      commands: [{ do: 'pause' }, remindAna, remindAna, { do: 'resume' }, { do: 'pass', ms: 10 * 61_000 }],
    },
    atStart: (app) => {
      dropGuards(app);
      const { db } = app.stores;
      beforeEachClaim(app, () => {
        db.run(`UPDATE OR IGNORE fence SET occasion = ''`);
      });
    },
  },
  {
    name: 'whoever is late goes all the same',
    caughtByRun: 0,
    says: /after its latest moment/,
    plan: {
      outcomes: [allWell],
      commands: [
        { do: 'pause' },
        remindAna,
        { do: 'sleep', ms: 60 * 60_000 },
        { do: 'resume' },
        { do: 'pass', ms: 61_000 },
      ],
    },
    atStart: (app) => {
      dropGuards(app);
      const { messages, db } = app.stores;
      messages.failMissed = () => [];
      beforeEachClaim(app, () => {
        db.run(`UPDATE message SET latest_at_ms = ? WHERE latest_at_ms IS NOT NULL`, Number.MAX_SAFE_INTEGER);
      });
    },
  },
  {
    name: 'nobody looks whose time is over while nothing goes out',
    caughtByRun: 0,
    says: /not said to be missed/,
    plan: { outcomes: [allWell], commands: [{ do: 'pause' }, remindAna, { do: 'pass', ms: 65 * 60_000 }] },
    atStart: ({ stores: { queue } }) => {
      queue.hasLatest = () => false;
    },
  },
];
