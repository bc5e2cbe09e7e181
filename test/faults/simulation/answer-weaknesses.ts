import type { AppProcess } from './app-process.ts';
import type { Command } from './plan.ts';
import { allWell, dropGuards, type Weakness } from './weakness.ts';

const toAna = { do: 'start_campaign', people: [0], name: 0, text: 0, file: null, isRepeat: false } as const;
const toCaio = { ...toAna, people: [3], text: 1 } as const;
const answerAna: Command = { do: 'answer', which: 0, isToldTwice: false, hasRead: true };
const pass: Command = { do: 'pass', ms: 61_000 };
/** Ana got a campaign and wrote back. */
const anaWrote: readonly Command[] = [toAna, pass, { do: 'reply', which: 0 }];

const well = { ...allWell, copy: 'truth' } as const;
const hangs = { ...well, before: 'hangs' } as const;

type Open = {
  readonly token: string;
  readonly account: string;
  readonly chatId: string;
  readonly text: string;
  readonly seen: string;
};
/** The answers that never passed the gate, and the last words of the people they were for. */
const notPassedSql = `SELECT a.token, a.account, a.chat_id AS chatId, a.body AS text,
    (SELECT wa_key FROM reply WHERE message_id = w.message_id ORDER BY id DESC LIMIT 1) AS seen
  FROM answer w JOIN attempt a ON a.id = w.attempt_id WHERE a.wa_random IS NULL`;

const isAnswer = ({ stores }: AppProcess, token: string) =>
  stores.db.has(`SELECT 1 FROM attempt WHERE token = ? AND kind = 'answer'`, token);

/** Faults that the code for answers could have. */
export const answerWeaknesses: readonly Weakness[] = [
  {
    name: 'an answer that was given up is let through late',
    caughtByRun: 0,
    says: /after its two minutes/,
    // The look-up of Caio hangs, and so does the one for the answer.
    plan: {
      outcomes: [well, hangs],
      commands: [...anaWrote, toCaio, pass, pass, answerAna, pass, pass, pass, { do: 'late_gate', which: 1 }],
    },
    atStart: (app) => {
      dropGuards(app);
      app.stores.attempts.noteRefusal = () => undefined;
      const judge = app.judgeGate.bind(app);
      app.judgeGate = (ask, id) => (isAnswer(app, ask.token) && !judge(ask, id).go ? { go: true } : judge(ask, id));
    },
  },
  {
    name: 'an answer that the app ended before goes with the next start',
    caughtByRun: 0,
    says: /a later life/,
    plan: {
      outcomes: [well],
      commands: [...anaWrote, { do: 'fault', kind: 'crash', afterSteps: 4 }, answerAna, { do: 'start' }, pass],
    },
    atStart: (app) => {
      dropGuards(app);
      app.begin = () => {
        for (const order of app.stores.db.all<Open>(notPassedSql)) {
          app.stores.db.run(`UPDATE attempt SET outcome = 'unknown', closed_at_ms = NULL WHERE token = ?`, order.token);
          app.accounts.answer(order);
        }
        app.accounts.nudge();
      };
    },
  },
  {
    name: 'each time that a press is told is another press',
    caughtByRun: 0,
    says: /delivered 2 times/,
    plan: { outcomes: [well], commands: [...anaWrote, { ...answerAna, isToldTwice: true }, pass] },
    atStart: (app) => {
      dropGuards(app);
      const { answers, attempts, db } = app.stores;
      db.sqlite.exec('DROP INDEX IF EXISTS attempt_answer_open');
      answers.open = ({ messageId, token, text, nowMs }) => {
        const to = answers.correspondent(messageId);
        if (!to) return 'not_found';
        const attempt = { token, account: to.account, chatId: to.chatId, body: text, attachmentHash: null, nowMs };
        db.run(
          `INSERT INTO answer (attempt_id, message_id, press, seen_reply_id, is_repeat, is_all_the_same) VALUES (?, ?, ?, 1000, 1, 1)`,
          ...[attempts.open('answer', null, attempt), messageId, token],
        );
        return 'opened';
      };
    },
  },
  {
    name: 'an answer goes although an alarm is open',
    caughtByRun: 0,
    says: /while an alarm is open/,
    // The ledger knows of Caio's message, but the restored database does not.
    plan: {
      outcomes: [well],
      commands: [
        ...anaWrote,
        { do: 'back_up' },
        toCaio,
        pass,
        { do: 'restore', which: 0 },
        { do: 'start' },
        answerAna,
        pass,
      ],
    },
    atStart: (app) => {
      dropGuards(app);
      const { alarms } = app.stores;
      alarms.isAnyOpen = () => false;
      alarms.open = () => [];
    },
  },
];
