import { personAliases, phoneAlias } from '../../../domain/people/alias.ts';
import { digitVariants } from '../../../domain/phone/digit-variants.ts';
import { accountWeaknesses } from './accounts-weaknesses.ts';
import { answerWeaknesses } from './answer-weaknesses.ts';
import type { AppProcess } from './app-process.ts';
import { timeWeaknesses } from './own-times-weaknesses.ts';
import type { Plan } from './plan.ts';
import { seriesWeaknesses } from './series-weaknesses.ts';
import { allWell, beforeEachClaim, dropGuards, type Weakness } from './weakness.ts';

/** Each weakness is caught within this many runs. */
export const runsToCatch = 1_500;

/** The harm that a weakness does in the world. Other reports of a run would not show the harm. */
export const harmOf = ({ says }: Weakness): RegExp => says ?? /was (?:never )?delivered|delivered \d+ times/;

const run = ({ stores }: AppProcess, sql: string, ...values: unknown[]) => stores.db.sqlite.prepare(sql).run(...values);

/** Marks a message's attempt as one that never left, so that neither fence nor index holds it any more. */
function eraseAttempts(app: AppProcess, messageId: number | null): void {
  run(app, `UPDATE attempt SET outcome = 'not_sent' WHERE message_id = ? AND outcome = 'unknown'`, messageId);
}

const toPending = `UPDATE message SET status = 'pending', reason = NULL, change = 16 WHERE id = ? AND status = 'sending'`;

const toAna = { do: 'start_campaign', people: [0], name: 0, text: 0, file: null } as const;
/** Nothing goes wrong with any message. */
const healthy: Plan['outcomes'] = [allWell];
/** Both campaigns wait when the repeat is declared, and then both send. */
const repeatBesideItsOriginal: Plan = {
  outcomes: healthy,
  commands: [
    { do: 'pause' },
    { ...toAna, isRepeat: false },
    { ...toAna, isRepeat: true },
    { do: 'resume' },
    { do: 'pass', ms: 61_000 },
  ],
};
/** The backup is older than what was sent, and the ledger beside it is under another computer's key. */
const againBesideAnotherLedger: Plan = {
  outcomes: healthy,
  commands: [
    { do: 'start' },
    { do: 'back_up' },
    { ...toAna, isRepeat: false },
    { do: 'pass', ms: 61_000 },
    { do: 'move_data', which: 0, key: 'a'.repeat(64) },
    { do: 'resume' },
    { ...toAna, isRepeat: false },
    { do: 'pass', ms: 61_000 },
  ],
};

/** WhatsApp never acknowledges the first message, and a day passes. */
const secondBehindDoubt: Plan = {
  outcomes: [{ ...healthy[0], place: 'outbox', ack: 'late' }],
  commands: [
    { ...toAna, isRepeat: false },
    { do: 'pass', ms: 10 * 61_000 },
    { do: 'pass', ms: 24 * 3_600_000 },
    { do: 'answer_campaign', which: 1 },
    { do: 'resume_campaign', which: 0 },
    { do: 'resume' },
    { do: 'pass', ms: 10 * 61_000 },
  ],
};

export const weaknesses: readonly Weakness[] = [
  ...answerWeaknesses,
  ...timeWeaknesses,
  ...seriesWeaknesses,
  ...accountWeaknesses,
  {
    name: 'queue again on restart',
    caughtByRun: 2,
    atStart: (app) => {
      dropGuards(app);
      const sending = `SELECT id FROM message WHERE status = 'sending'`;
      for (const id of app.stores.db.sqlite.prepare(sending).pluck().all() as number[]) {
        eraseAttempts(app, id);
        run(app, toPending, id);
      }
    },
  },
  {
    name: 'retry on timeout',
    caughtByRun: 9,
    atStart: (app) => {
      dropGuards(app);
      app.stores.messages.failNotConfirmed = (id) => {
        eraseAttempts(app, id);
        return run(app, toPending, id).changes === 1;
      };
    },
  },
  {
    name: 'absent means not sent',
    caughtByRun: 28,
    atStart: (app) => {
      dropGuards(app);
      app.stores.attempts.noteReconciled = (attemptId, messageId) => {
        run(app, `UPDATE attempt SET outcome = 'not_sent' WHERE id = ?`, attemptId);
        run(app, `UPDATE message SET reason = 'not_handed_over' WHERE id = ? AND status = 'failed'`, messageId);
      };
    },
  },
  {
    name: 'no fences',
    caughtByRun: 37,
    atStart: (app) => {
      dropGuards(app);
      run(app, `DELETE FROM fence`);
      app.stores.fences.isForAnother = () => false;
      beforeEachClaim(app, () => {
        run(app, `DELETE FROM fence`);
      });
    },
  },
  {
    name: 'ids learned at the gate are not compared',
    caughtByRun: 194,
    atStart: (app) => {
      dropGuards(app);
      app.stores.fences.isForAnother = () => false;
    },
  },
  {
    name: 'a late gate call is let through',
    caughtByRun: 9,
    atStart: (app) => {
      dropGuards(app);
      app.stores.attempts.noteRefusal = () => undefined;
      const judge = app.judgeGate.bind(app);
      app.judgeGate = (ask, id) => {
        const answer = judge(ask, id);
        return !answer.go && (answer.why === 'attempt_closed' || answer.why === 'unknown_attempt')
          ? { go: true }
          : answer;
      };
    },
  },
  {
    name: '"it is not there" opens the door',
    caughtByRun: 139,
    atStart: (app) => {
      dropGuards(app);
      const { messages } = app.stores;
      const settle = messages.settle.bind(messages);
      messages.settle = (id, answer, who, nowMs) => {
        const done = settle(id, answer, who, nowMs);
        if (done && answer === 'not_there') {
          eraseAttempts(app, id);
          run(app, `UPDATE message SET reason = 'not_handed_over' WHERE id = ? AND status = 'failed'`, id);
        }
        return done;
      };
    },
  },
  {
    name: 'an acknowledgement of any chat counts',
    caughtByRun: 109,
    atStart: (app) => {
      const { acks } = app.stores;
      const record = acks.recordAck.bind(acks);
      acks.recordAck = (found, nowMs) => {
        const sql = `SELECT chat_id FROM attempt WHERE wa_random = ?`;
        const chat = app.stores.db.sqlite.prepare(sql).pluck().get(found.random) as string | undefined;
        return record({ ...found, remote: chat ?? found.remote }, nowMs);
      };
    },
  },
  {
    name: 'the report of another computer leaves a message on its way alone',
    caughtByRun: 43,
    atStart: ({ stores }) => {
      const { replay, fences } = stores;
      const record = replay.recordExternalSends.bind(replay);
      replay.recordExternalSends = (people, handed, ledger) => {
        const fresh = people.filter((phone) => {
          const hashes = personAliases(phone, []).map((alias) => fences.hash(alias));
          return !fences.isBlocked(handed.scopes, hashes);
        });
        return record(fresh, handed, ledger);
      };
    },
  },
  {
    name: 'the report of another computer counts for one spelling of a number',
    caughtByRun: 1_361,
    atStart: (app) => {
      dropGuards(app);
      const { replay, fences, db } = app.stores;
      // The check before a start does not find it under the other number either.
      db.define('phone_hashes', (phone) => JSON.stringify(fences.hashes(phoneAlias(phone))));
      const record = replay.recordExternalSends.bind(replay);
      replay.recordExternalSends = (people, handed, ledger) => {
        const done = record(people, handed, ledger);
        const others = people.flatMap((phone) => digitVariants(phone).slice(1));
        for (const alias of others.filter((phone) => !people.includes(phone)).map(phoneAlias))
          run(
            app,
            `DELETE FROM fence WHERE alias = ? AND scope_id = (SELECT id FROM scope WHERE name = ?)`,
            fences.hash(alias),
            handed.scopes[0]?.name,
          );
        return done;
      };
    },
  },
  {
    name: '"not registered" is believed when it is said once',
    caughtByRun: 7,
    says: /not said twice/,
    atStart: (app) => {
      dropGuards(app);
      const { messages } = app.stores;
      const { noteAbsent } = messages;
      messages.noteAbsent = (id, { nowMs }) => noteAbsent.call(messages, id, { againMs: 0, nowMs });
    },
  },
  {
    name: 'a stop is heard by nobody who sends',
    caughtByRun: 49,
    says: /asked to stop/,
    atStart: ({ stores: { stops } }) => {
      stops.standing = () => null;
    },
  },
  {
    name: 'the text is not held against what was shown',
    caughtByRun: 280,
    says: /was shown/,
    atStart: (app) => {
      dropGuards(app);
      const { texts, db } = app.stores;
      const same = texts.hashOf('the same for all');
      texts.hashOf = () => same;
      run(app, 'UPDATE message SET text_hash = ?', same);
      const becomesSame = `UPDATE message SET text_hash = '${same}' WHERE id = NEW.id`;
      db.exec(`CREATE TEMP TRIGGER all_the_same AFTER INSERT ON main.message BEGIN ${becomesSame}; END`);
    },
  },
  {
    name: 'a repeat is let through behind whatever was sent since it was declared',
    caughtByRun: 0,
    says: /delivered 2 times/,
    plan: repeatBesideItsOriginal,
    atStart: (app) => {
      dropGuards(app);
      beforeEachClaim(app, () => {
        for (const table of ['campaign', 'message'])
          run(app, `UPDATE ${table} SET repeat_after = ${Number.MAX_SAFE_INTEGER} WHERE repeat > 0`);
      });
    },
  },
  {
    name: 'a page that has not caught up is let through',
    caughtByRun: 7,
    says: /not caught up/,
    atStart: (app) => {
      const judge = app.judgeGate.bind(app);
      app.judgeGate = (ask, id) => judge({ ...ask, isCaughtUp: true }, id);
    },
  },
  {
    name: 'nobody is asked for under the key of a ledger that was set aside',
    caughtByRun: 0,
    says: /delivered 2 times/,
    plan: againBesideAnotherLedger,
    atStart: ({ ledger }) => {
      const hashes = ledger.hashes.bind(ledger);
      ledger.hashes = (alias) => [hashes(alias)[0]];
    },
  },
  {
    name: 'whoever is in doubt gets a second message',
    caughtByRun: 0,
    says: /whose first is in doubt/,
    plan: secondBehindDoubt,
    atStart: (app) => {
      dropGuards(app);
      const { secondSteps } = app.stores;
      const draw = secondSteps.draw.bind(secondSteps);
      secondSteps.draw = (request, after) => {
        run(
          app,
          `UPDATE message SET status = 'sent', reason = NULL, evidence = 'operator', settlement = 'seen' WHERE reason = 'no_confirmation'`,
        );
        return draw(request, after);
      };
    },
  },
  { name: 'an older folder is believed', caughtByRun: 228, says: /an older folder/, believesOldFolders: true },
  { name: 'WhatsApp gets the message before the record is made', caughtByRun: 6, takesBeforeTheAnswer: true },
  { name: 'the ledger is restored with the database', caughtByRun: 406, restoresLedger: true },
];
